namespace Vfs;

/// <summary>SQLite is about to do something to a file.</summary>
/// <param name="Kind">What.</param>
/// <param name="File">The file's name, without its directory.</param>
/// <param name="Offset">Where a read or write begins; the length that a truncation leaves.</param>
/// <param name="Length">Bytes to read or write.</param>
internal readonly record struct VfsCall(VfsCallKind Kind, string File, long Offset = 0, int Length = 0);
