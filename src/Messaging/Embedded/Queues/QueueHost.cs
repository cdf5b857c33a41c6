namespace Messaging.Embedded;

/// <summary>What the queues of one broker have in common.</summary>
/// <param name="Time">The clock of leases.</param>
/// <param name="Clock">The clock of due times.</param>
/// <param name="Ledger">Where leases are noted.</param>
/// <param name="Gate">Lets one suspect out at a time.</param>
/// <param name="AskServe">The writer is to hand out messages of the queue, after what it is doing; any thread.</param>
/// <param name="AskRefill">The writer is to read on for the queue, after what it is doing; any thread.</param>
/// <param name="AskReadAhead">The queue runs low, and there is more on the disk; any thread.</param>
/// <param name="Wake">The writer is to look at what is due; any thread.</param>
internal sealed record QueueHost(
    TimeProvider Time,
    StoreClock Clock,
    InFlightLedger Ledger,
    SuspectGate Gate,
    Action<QueueState> AskServe,
    Action<QueueState> AskRefill,
    Action<QueueState> AskReadAhead,
    Action Wake);
