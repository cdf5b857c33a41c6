using Messaging;
using Messaging.Embedded;

namespace Vfs.PowerCut;

/// <summary>
/// Publishes, to queues and to a topic, with and without delay, small and large; receives, acknowledges, retries, delays,
/// dead-letters and replays: asked by one caller, with several requests under way, noted as a <see cref="StepHistory"/>.
/// </summary>
internal sealed class MixedLoad(VfsRecording recording, Random random)
{
    public const int MaxAttempts = 3;
    private const int UnderWay = 12;
    private static readonly string[] _queues = ["work", "left", "right"];

    private readonly List<Step> _steps = [];
    private readonly List<Task> _underWay = [];

    public IReadOnlyList<Step> Steps => _steps;

    public static async Task DeclareAsync(EmbeddedBroker broker)
    {
        foreach (var queue in _queues)
            await broker.DeclareQueueAsync(queue, new QueueOptions { MaxDeliveryAttempts = MaxAttempts });
        await broker.SubscribeAsync(new Subscription("news", "left", "left"));
        await broker.SubscribeAsync(new Subscription("news", "right", "right"));
    }

    public async Task RunAsync(EmbeddedBroker broker, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Publish(broker);
            if (random.Next(3) == 0)
                Publish(broker);
            var queue = _queues[random.Next(_queues.Length)];
            foreach (var delivery in await broker.ReceiveAsync(queue, random.Next(3) == 0 ? 20 : 1 + random.Next(4), TimeSpan.Zero))
                Settle(broker, delivery);
            if (random.Next(20) == 0)
                await ReplayAsync(broker);
            while (_underWay.Count > UnderWay)
            {
                await _underWay[0];
                _underWay.RemoveAt(0);
            }
        }

        await Task.WhenAll(_underWay);
        _underWay.Clear();
    }

    private void Publish(EmbeddedBroker broker)
    {
        if (random.Next(3) == 0)
            PublishTogether(broker);
        else
            PublishFew(broker);
    }

    /// <summary>So many that they share a row.</summary>
    private void PublishTogether(EmbeddedBroker broker)
    {
        var queue = _queues[random.Next(_queues.Length)];
        var messages = new List<OutgoingMessage>();
        for (var i = random.Next(8, 25); i > 0; i--)
        {
            var body = new byte[random.Next(400)];
            random.NextBytes(body);
            messages.Add(new OutgoingMessage(Destination.Queue(queue), new Message("power.v1", body, "application/octet-stream")));
        }

        Ask([.. messages.Select(m => ((queue, m.Message.Id), Place.Queue))], () => broker.PublishAsync(messages));
    }

    private void PublishFew(EmbeddedBroker broker)
    {
        var messages = new List<OutgoingMessage>();
        var changes = new List<((string, string), Place)>();
        for (var i = random.Next(3); i >= 0; i--)
        {
            var body = new byte[random.Next(8) == 0 ? 20_000 : random.Next(600)];
            random.NextBytes(body);
            var message = new Message("power.v1", body, "application/octet-stream");
            var due = random.Next(8) == 0 ? TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(random.Next(2000)) : (DateTimeOffset?)null;
            var isNews = random.Next(4) == 0;
            messages.Add(new OutgoingMessage(isNews ? Destination.Topic("news") : Destination.Queue("work"), message, due));
            foreach (var queue in isNews ? _queues[1..] : _queues[..1])
                changes.Add(((queue, message.Id), Place.Queue));
        }

        Ask(changes, () => broker.PublishAsync(messages));
    }

    private void Settle(EmbeddedBroker broker, Delivery delivery)
    {
        var key = (delivery.Queue, delivery.Message.Id);
        var afterFailure = delivery.Attempt >= MaxAttempts ? Place.DeadLetters : Place.Queue;
        switch (random.Next(20))
        {
            case 0: // left under its lease
                break;
            case <= 2:
                Ask([(key, afterFailure)], () => broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero));
                break;
            case <= 4:
                Ask([(key, afterFailure)], () => broker.RetryAsync(delivery.LeaseToken, TimeSpan.FromMilliseconds(random.Next(1, 500))));
                break;
            case <= 6:
                Ask([(key, Place.DeadLetters)], () => broker.DeadLetterAsync(delivery.LeaseToken, new Failure("power")));
                break;
            default:
                Ask([(key, Place.Nowhere)], () => broker.AcknowledgeAsync(delivery.LeaseToken));
                break;
        }
    }

    private async Task ReplayAsync(EmbeddedBroker broker)
    {
        // Not with others under way: the list is of what is committed.
        await Task.WhenAll(_underWay);
        if (await broker.ListDeadLettersAsync(new DeadLetterQuery(Status: DeadLetterStatus.Failed, Limit: 1)) is [var letter])
            Ask([((letter.Queue, letter.MessageId), Place.Queue)], () => broker.ReplayAsync(letter.Id, "power"));
    }

    private void Ask(IReadOnlyList<((string, string), Place)> changes, Func<Task> ask)
    {
        var step = new Step(recording.Position, changes);
        _steps.Add(step);
        _underWay.Add(ConfirmAsync(step, ask()));
    }

    private async Task ConfirmAsync(Step step, Task asked)
    {
        await asked;
        step.ConfirmedAt = recording.Position;
    }
}
