using System.Diagnostics;
using System.Globalization;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Portal.Operations.Bulk;
using Unit.Support;

namespace Unit.Messaging.Crash;

/// <summary>Works until it is killed, or kills itself at the Nth time a fault point is reached.</summary>
internal static class CrashChild
{
    public const string Argument = "--crash-child";
    public const string Queue = "work";

    public static async Task<int> RunAsync(string[] args)
    {
        var (kind, directory, place, hits) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        FaultPoint.OnHit = name =>
        {
            if (name == place && Interlocked.Decrement(ref hits) == 0)
                Process.GetCurrentProcess().Kill();
        };
        if (kind == "handle")
            return await PoisonedChild.RunAsync(directory);
        if (kind == BulkChild.Kind)
            return await BulkChild.RunAsync(directory);
        await using var broker = EmbeddedBroker.Open(directory, Durability.Full, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        using var log = new CrashLog(Path.Combine(directory, "log"));

        // A test that died before it could kill this process must not leave it behind.
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        try
        {
            await (kind switch
            {
                "outbox" => FillOutboxAsync(broker, directory, log, end.Token),
                "desk" => DeskChild.RunAsync(broker, log, end.Token),
                _ => WorkAsync(broker, log, end.Token),
            });
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nobody came.
        }

        return 1;
    }

    private static Task WorkAsync(EmbeddedBroker broker, CrashLog log, CancellationToken end) =>
        Task.WhenAll([.. Enumerable.Range(0, 4).Select(_ => PublishAsync(broker, log, end)), .. Enumerable.Range(0, 2).Select(_ => ReceiveAsync(broker, log, end))]);

    private static async Task PublishAsync(EmbeddedBroker broker, CrashLog log, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var due = i % 10 == 0 ? TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(20 * (i % 7)) : (DateTimeOffset?)null;
            var message = new Message("crash.v1", new byte[200]);
            OutgoingMessage[] messages = [new OutgoingMessage(Destination.Queue(Queue), message, due)];

            // So many that they share a row.
            if (i % 3 == 1)
            {
                messages = [.. messages, .. Enumerable.Range(0, 7 + (i % 17)).Select(_ =>
                    new OutgoingMessage(Destination.Queue(Queue), new Message("crash.v1", new byte[200])))];
            }

            await broker.PublishAsync(messages, cancellationToken: CancellationToken.None);
            foreach (var (_, published, _) in messages)
                log.Add("published", published.Id);
        }
    }

    private static async Task ReceiveAsync(EmbeddedBroker broker, CrashLog log, CancellationToken end)
    {
        for (var i = 0; ; i++)
        {
            if (i % 2 == 0)
                await AcknowledgeTogetherAsync(broker, log, end);
            foreach (var delivery in await broker.ReceiveAsync(Queue, 1 + (i % 5), Timeout.InfiniteTimeSpan, cancellationToken: end))
            {
                switch (Random.Shared.Next(10))
                {
                    case 0:
                        break;
                    case 1:
                        await broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero, cancellationToken: end);
                        break;
                    case 2:
                        await broker.RetryAsync(delivery.LeaseToken, TimeSpan.FromMilliseconds(30), cancellationToken: end);
                        break;
                    case 3:
                        await broker.DeadLetterAsync(delivery.LeaseToken, new Failure("crash"), end);
                        break;
                    default:
                        log.Add("acknowledging", delivery.Message.Id);
                        await broker.AcknowledgeAsync(delivery.LeaseToken, end);
                        log.Add("acknowledged", delivery.Message.Id);
                        break;
                }
            }
        }
    }

    private static async Task AcknowledgeTogetherAsync(EmbeddedBroker broker, CrashLog log, CancellationToken end)
    {
        var deliveries = await broker.ReceiveAsync(Queue, 25, Timeout.InfiniteTimeSpan, cancellationToken: end);
        foreach (var delivery in deliveries)
            log.Add("acknowledging", delivery.Message.Id);
        foreach (var delivery in deliveries.Except(await broker.AcknowledgeAsync(deliveries, end)))
            log.Add("acknowledged", delivery.Message.Id);
    }

    private static async Task FillOutboxAsync(EmbeddedBroker broker, string directory, CrashLog log, CancellationToken end)
    {
        using var file = new OutboxFile(directory);
        var outbox = new SqlOutbox();
        var relay = new OutboxRelay(file.Database, broker, TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        var relaying = relay.RunAsync(end);
        while (!end.IsCancellationRequested)
        {
            OutgoingMessage[] messages =
                [.. Enumerable.Range(0, 3).Select(_ => new OutgoingMessage(Destination.Queue(Queue), new Message("crash.v1", new byte[50])))];
            await file.WriteAsync(async transaction =>
            {
                await outbox.AppendAsync(transaction, messages, CancellationToken.None);
                return true;
            });
            relay.Notify();
            foreach (var message in messages)
                log.Add("committed", message.Message.Id);
        }

        await relaying;
    }
}
