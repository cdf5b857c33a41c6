using Messaging;
using Messaging.Embedded;

namespace Bench.Chaos;

/// <summary>The load's way to the broker: every step is told before it is asked and after it was answered.</summary>
internal class ChaosClient(EmbeddedBroker broker, FactPipe pipe)
{
    private const int ClockStep = 10;
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(20);

    protected EmbeddedBroker Broker => broker;

    protected FactPipe Pipe => pipe;

    /// <summary>Publishes to a queue, or to both queues of the topic.</summary>
    public async Task PublishAsync(string destination, IReadOnlyList<Message> messages, DateTimeOffset? due = null, int number = 0)
    {
        var isTopic = destination == ChaosQueues.News;
        foreach (var message in messages)
        {
            foreach (var queue in isTopic ? [ChaosQueues.Left, ChaosQueues.Right] : new[] { destination })
                pipe.Tell($"send {queue} {message.Id} {message.OrderingKey ?? "-"} {number}");
            number++;
        }

        var to = isTopic ? Destination.Topic(destination) : Destination.Queue(destination);
        try
        {
            await CarryOutPublishAsync([.. messages.Select(m => new OutgoingMessage(to, m, due))]);
        }
        catch (BrokerException e) when (e is not BrokerUnavailableException)
        {
            foreach (var message in messages)
                pipe.Tell($"refused {message.Id}");
            return;
        }

        foreach (var message in messages)
            pipe.Tell($"sent {message.Id}");
    }

    /// <summary>Publishes once more what was confirmed, as a publisher does that was not told. The queue has to recognise it.</summary>
    public Task RepeatAsync(string queue, IReadOnlyList<Message> messages) =>
        broker.PublishAsync([.. messages.Select(m => new OutgoingMessage(Destination.Queue(queue), m))]);

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(string queue, int max, CancellationToken end)
    {
        // A lease begins after it was asked for. A wait that is short against the lease says well enough when it ends.
        var ends = Environment.TickCount64 + (long)ChaosQueues.All[queue].LeaseDuration.TotalMilliseconds - ClockStep;
        var deliveries = await broker.ReceiveAsync(queue, max, _wait, cancellationToken: end);
        foreach (var delivery in deliveries)
        {
            Tell(delivery, Environment.TickCount64, ends);
            if (queue != ChaosQueues.Effects && ChaosBody.Fault(delivery.Message) is { } fault)
                pipe.Tell($"changed {queue} {delivery.Message.Id} {fault}");
        }

        return deliveries;
    }

    public Task AcknowledgeAsync(Delivery delivery) => SettleAsync("ack", "acked", delivery, CarryOutAcknowledgeAsync);

    public Task RetryAsync(Delivery delivery, TimeSpan delay) =>
        SettleAsync("retry", "retried", delivery, d => broker.RetryAsync(d.LeaseToken, delay));

    public Task BuryAsync(Delivery delivery) =>
        SettleAsync("bury", "buried", delivery, d => broker.DeadLetterAsync(d.LeaseToken, new Failure("chaos")));

    /// <summary>Settles with the token of a lease that surely has ended.</summary>
    public async Task SettleStaleAsync(Delivery delivery)
    {
        pipe.Tell($"stale {delivery.LeaseToken}");
        pipe.Tell(await IsStaleRefusedAsync(delivery) ? $"stale-refused {delivery.LeaseToken}" : $"stale-accepted {delivery.LeaseToken}");
    }

    public async Task ReplayOneAsync()
    {
        var letters = await broker.ListDeadLettersAsync(new DeadLetterQuery(Status: DeadLetterStatus.Failed, Limit: 20));
        if (letters.FirstOrDefault(l => l.Queue != ChaosQueues.Keyed) is not { } letter)
            return;
        pipe.Tell($"replay {letter.Queue} {letter.MessageId}");
        await broker.ReplayAsync(letter.Id, "chaos");
        pipe.Tell($"replayed {letter.Queue} {letter.MessageId}");
    }

    protected virtual void Tell(Delivery delivery, long now, long ends) => pipe.Tell(
        $"got {delivery.Queue} {delivery.Message.Id} {delivery.LeaseToken} {delivery.DeliveryCount} {delivery.Attempt} {now} {ends}");

    protected virtual Task CarryOutPublishAsync(IReadOnlyList<OutgoingMessage> messages) => broker.PublishAsync(messages);

    protected virtual Task CarryOutAcknowledgeAsync(Delivery delivery) => broker.AcknowledgeAsync(delivery.LeaseToken);

    protected virtual async Task<bool> IsStaleRefusedAsync(Delivery delivery)
    {
        try
        {
            await broker.AcknowledgeAsync(delivery.LeaseToken);
            return false;
        }
        catch (LeaseLostException)
        {
            return true;
        }
    }

    private async Task SettleAsync(string ask, string done, Delivery delivery, Func<Delivery, Task> settle)
    {
        pipe.Tell($"{ask} {delivery.LeaseToken}");
        try
        {
            await settle(delivery);
            pipe.Tell($"{done} {delivery.LeaseToken}");
        }
        catch (LeaseLostException)
        {
            pipe.Tell($"lost {delivery.LeaseToken}");
        }
    }
}
