namespace Vfs.PowerCut;

/// <summary>What a power cut does to that which was written and not synced.</summary>
internal enum Loss
{
    /// <summary>All of it got to the disk by luck.</summary>
    Nothing,

    /// <summary>None of it did.</summary>
    Everything,

    /// <summary>Each write did or did not, whatever their order was.</summary>
    SomeWrites,

    /// <summary>Each sector of 512 bytes of each write did or did not.</summary>
    Sectors512,

    /// <summary>Each sector of 4,096 bytes of each write did or did not.</summary>
    Sectors4096,
}
