namespace Messaging;

/// <summary>What may be wrong with a broker's store as a whole.</summary>
public enum StoreTroubleKind
{
    /// <summary>
    /// It could not be opened, read or written when that was tried last, and what was asked for was refused. It is tried again with each request;
    /// nothing that was confirmed is lost.
    /// </summary>
    Unavailable,

    /// <summary>The disk is full: publishes are refused until there is room, delivering and acknowledging go on. It ends by itself.</summary>
    DiskFull,

    /// <summary>
    /// The disk did not take what was to be moved into the file. Everything goes on and nothing is lost, but the write-ahead log is kept, and grows, until
    /// the program is started again: look at the disk before that.
    /// </summary>
    NotSynced,
}
