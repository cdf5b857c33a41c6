namespace Vfs;

/// <summary>Something that was done to a file, as a crash could undo it.</summary>
/// <param name="Kind">What.</param>
/// <param name="File">The file's name.</param>
/// <param name="Offset">Where a write begins; the length that a truncation left.</param>
/// <param name="Data">What was written.</param>
internal sealed record VfsOperation(VfsCallKind Kind, string File, long Offset = 0, byte[]? Data = null);
