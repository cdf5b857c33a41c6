namespace Messaging.Embedded;

/// <summary>What the writer asks of the broker, always on the thread that writes.</summary>
internal interface IWriterOwner
{
    /// <summary>The store was opened: load everything from it.</summary>
    void Load(BrokerStore store);

    /// <summary>Adds what is due by now to the next transaction.</summary>
    void CollectDue(List<WriterCommand> batch);

    /// <summary>A transaction has ended, or none was needed: refill windows, set timers.</summary>
    void AfterBatch(BrokerStore store);
}
