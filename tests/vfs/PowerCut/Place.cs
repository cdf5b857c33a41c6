namespace Vfs.PowerCut;

/// <summary>Where a message is.</summary>
internal enum Place
{
    /// <summary>Nowhere: not published yet, or acknowledged.</summary>
    Nowhere,

    /// <summary>In its queue: ready, leased or delayed.</summary>
    Queue,

    /// <summary>Among the dead letters.</summary>
    DeadLetters,
}
