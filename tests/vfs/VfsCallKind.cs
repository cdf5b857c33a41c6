namespace Vfs;

/// <summary>What SQLite asks of a file.</summary>
internal enum VfsCallKind
{
    Create,
    Read,
    Write,
    Truncate,
    Sync,

    /// <summary>A sync that failed: what it was to bring to the disk is lost, though files still read as if it were there.</summary>
    FailedSync,
    Delete,
}
