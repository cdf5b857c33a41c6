namespace Messaging.Embedded;

/// <summary>Deletes a queue with its messages and the subscriptions that feed it.</summary>
internal sealed class DeleteQueueCommand(QueueState queue, Topology topology) : WriterCommand<bool>
{
    private bool _deleted;

    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store)
    {
        if (queue.Deleting)
            return;
        queue.Deleting = _deleted = true;
        store.DeleteQueue(queue.Id, queue.Name);
    }

    public override void Committed()
    {
        if (_deleted)
        {
            topology.Remove(queue);
            queue.Close(new UnknownQueueException(queue.Name));
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
