namespace Messaging.Embedded;

/// <summary>Pauses or resumes a queue.</summary>
internal sealed class PauseCommand(QueueState queue, bool paused) : WriterCommand<bool>
{
    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store) => store.SetPaused(queue.Name, paused);

    public override void Committed()
    {
        queue.SetPaused(paused);
        Complete(true);
    }
}
