namespace Vfs;

/// <summary>What SQLite asks of a file.</summary>
internal enum VfsCallKind
{
    Create,
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
}
