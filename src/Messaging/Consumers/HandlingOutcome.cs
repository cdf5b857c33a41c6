namespace Messaging;

/// <summary>How the handling of a delivery ended.</summary>
internal enum HandlingOutcome
{
    /// <summary>The handler returned.</summary>
    Handled,

    /// <summary>The handler threw, or could not be made, or could not read the message.</summary>
    Failed,

    /// <summary>Nobody at the queue handles messages of this type.</summary>
    NoHandler,

    /// <summary>The shutdown time is over. Nothing is settled: the lease ends with this process.</summary>
    Aborted,
}
