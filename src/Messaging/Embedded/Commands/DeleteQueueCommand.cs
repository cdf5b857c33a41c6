namespace Messaging.Embedded;

/// <summary>Deletes a queue with its messages and the subscriptions that feed it. Dead letters that were replayed into it have failed again.</summary>
internal sealed class DeleteQueueCommand(QueueState queue, BrokerContext broker) : WriterCommand<bool>
{
    private static readonly HashSet<string> _none = [];

    private List<DeadLetter> _withdrawn = [];
    private bool _deleted;

    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            return;
        queue.Deleting = _deleted = true;
        _withdrawn = store.DeadLetters.Withdraw(queue.Name, _none, "The queue was deleted.", broker.Clock.Now);
        store.DeleteQueue(queue.Id, queue.Name);
    }

    public override void Committed()
    {
        if (_deleted)
        {
            broker.Topology.Remove(queue);
            queue.Close(new UnknownQueueException(queue.Name));
            foreach (var letter in _withdrawn)
                broker.DeadLetterChanged(letter);
        }

        Complete(_deleted);
    }

    public override void Failed(Exception exception)
    {
        if (_deleted)
            queue.Deleting = false;
        base.Failed(exception);
    }
}
