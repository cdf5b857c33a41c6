using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Vfs.PowerCut;

/// <summary>Everything a broker's directory holds, seen through a broker. It empties the directory: count a copy.</summary>
/// <param name="Integrity">What <c>PRAGMA integrity_check</c> says, before the broker.</param>
/// <param name="Waiting">What was in queues, in the order it was handed out.</param>
/// <param name="DeadLetters">What was among the dead letters.</param>
internal sealed record Census(string Integrity, IReadOnlyList<CountedMessage> Waiting, IReadOnlyList<DeadLetter> DeadLetters)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <param name="directory">The directory.</param>
    /// <param name="durability">What to open it with.</param>
    /// <param name="first">What to do with the broker before it is emptied; null for nothing.</param>
    public static async Task<Census> TakeAsync(string directory, Durability durability, Func<EmbeddedBroker, Task>? first = null)
    {
        var integrity = IntegrityOf(Path.Combine(directory, "broker.db"));
        await using var broker = EmbeddedBroker.Open(directory, durability, new LaterTime(), NullLogger.Instance, ballastBytes: 0);
        if (first is not null)
            await first(broker);
        var letters = await DeadLettersOfAsync(broker);
        var waiting = new List<CountedMessage>();
        foreach (var queue in broker.Statistics())
            await EmptyAsync(broker, queue.Queue, waiting);
        return new Census(integrity, waiting, letters);
    }

    /// <summary>Where each message is; adds to <paramref name="faults"/> what is there twice.</summary>
    public Dictionary<(string Queue, string Id), Place> Places(List<string> faults)
    {
        var places = new Dictionary<(string Queue, string Id), Place>();
        var all = Waiting.Select(w => (Key: (w.Queue, Id: w.Message.Id), Place.Queue))
            .Concat(DeadLetters.Where(l => l.Status == DeadLetterStatus.Failed).Select(l => (Key: (l.Queue, Id: l.MessageId), Place.DeadLetters)));
        foreach (var (key, place) in all)
        {
            if (!places.TryAdd(key, place))
                faults.Add($"{key.Queue}/{key.Id} is in {places[key]} and again in {place}");
        }

        return places;
    }

    private static async Task EmptyAsync(EmbeddedBroker broker, string queue, List<CountedMessage> waiting)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (broker.Statistics(queue) is { } left && left.Ready + left.Leased + left.Scheduled > 0)
        {
            if (TimeProvider.System.GetElapsedTime(start) > _patience)
                throw new TimeoutException($"{queue} does not hand out what it counts: {left}.");
            var deliveries = await broker.ReceiveAsync(queue, 1000, TimeSpan.FromMilliseconds(20));
            waiting.AddRange(deliveries.Select(d => new CountedMessage(queue, d.Message, d.DeliveryCount)));
            await broker.AcknowledgeAsync(deliveries);
        }
    }

    private static async Task<List<DeadLetter>> DeadLettersOfAsync(EmbeddedBroker broker)
    {
        var letters = new List<DeadLetter>();
        var query = new DeadLetterQuery(Limit: 1000);
        while (await broker.ListDeadLettersAsync(query) is { Count: > 0 } page)
        {
            letters.AddRange(page);
            query = query with { After = (page[^1].FailedAt, page[^1].Id) };
        }

        return letters;
    }

    private static string IntegrityOf(string path)
    {
        using var connection = SqliteConnection.Open(path, readOnly: false);
        var check = connection.Prepare("PRAGMA integrity_check");
        check.Step();
        return check.Text(0);
    }
}
