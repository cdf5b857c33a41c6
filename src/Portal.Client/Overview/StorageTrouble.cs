namespace Portal.Client.Overview;

/// <summary>Something that is wrong with what the portal stores, for as long as it is.</summary>
/// <param name="Kind">What.</param>
/// <param name="File">The file, without its folder; null when it is the disk.</param>
/// <param name="Since">When it failed last, or began to; null when that is not known.</param>
/// <param name="FreeBytes">What is left on the disk, where that is what it is about.</param>
public sealed record StorageTrouble(StorageTroubleKind Kind, string? File = null, DateTimeOffset? Since = null, long? FreeBytes = null);

public enum StorageTroubleKind
{
    /// <summary>The disk is full: what needs space is refused until there is some.</summary>
    NoRoom,

    /// <summary>A file could not be opened or written when that was tried last.</summary>
    NotWritten,

    /// <summary>The disk did not take what was to be moved into a file: nothing is lost, and its log grows until the portal is started again.</summary>
    NotSynced,

    /// <summary>The disk is nearly full.</summary>
    LittleRoom,
}
