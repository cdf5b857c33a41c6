namespace Messaging.Embedded;

/// <summary>What a <see cref="WriterCommand"/> does, as far as that says when its turn is (<see cref="PendingCommands"/>).</summary>
internal enum CommandKind
{
    /// <summary>Anything else: nothing that came after it goes before it, nor it before what came earlier.</summary>
    Change,

    /// <summary>It adds messages.</summary>
    Publish,

    /// <summary>It settles leases, and goes before publishes.</summary>
    Settlement,
}
