using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Vfs;
using Vfs.PowerCut;

namespace Bench.Chaos;

/// <summary>
/// Holds what the files of a dead child hold against its history. Looks at a copy, so that the next child finds them as the kill
/// left them.
/// </summary>
internal sealed class StoreCheck(ChaosHistory history, Action<Rule, string> report)
{
    public async Task RunAsync(string directory, string copy)
    {
        Directory.CreateDirectory(copy);
        try
        {
            // Not the index of the WAL, which whoever opens the copy makes anew.
            foreach (var file in Directory.GetFiles(directory).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            using var scope = VfsScope.WithoutSync(copy);
            await CheckAsync(copy);
        }
        catch (Exception e)
        {
            // Whatever a damaged store makes of its reader: it cannot be read.
            report(Rule.Intact, "the store cannot be opened and read: " + e.Message);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private async Task CheckAsync(string copy)
    {
        using var service = new ServiceFile(copy);

        // The first child on new files may have been killed before it had made them. If they are lost later on, what was committed is missed.
        service.Create();
        if (service.Integrity() is not "ok" and var findings)
            report(Rule.Intact, "service.db: " + findings);
        var census = await Census.TakeAsync(copy, Durability.Relaxed, broker => RelayAsync(broker, service));
        if (census.Integrity != "ok")
            report(Rule.Intact, "broker.db: " + census.Integrity);
        CheckPlaces(census);
        CheckOrder(census);
        CheckEffects(census, service);
    }

    private static async Task RelayAsync(EmbeddedBroker broker, ServiceFile service)
    {
        var relay = new OutboxRelay(service.Database, broker, TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        while (await relay.RelayBatchAsync(CancellationToken.None) > 0)
        {
        }
    }

    private void CheckPlaces(Census census)
    {
        var twice = new List<string>();
        var found = (census with { Waiting = [.. census.Waiting.Where(w => w.Queue != ChaosQueues.Effects)] }).Places(twice);
        foreach (var finding in twice)
            report(Rule.NothingTwice, finding);

        // The broker itself gives up on a message whose last attempt ended with its lease or its process.
        var givenUp = census.DeadLetters
            .Where(l => l.Failure.Reason is DeadLetterReasons.LeaseExpired or DeadLetterReasons.ProcessEnded)
            .Select(l => (l.Queue, l.MessageId)).ToHashSet();
        foreach (var message in history.Messages)
        {
            var place = found.GetValueOrDefault((message.Queue, message.Id)) switch
            {
                Place.Queue => Places.Queue,
                Place.DeadLetters => Places.DeadLetters,
                _ => Places.Nowhere,
            };
            var possible = message.Possible;
            if (possible.HasFlag(Places.Queue) && givenUp.Contains((message.Queue, message.Id)))
                possible |= Places.DeadLetters;
            if ((possible & place) == 0)
            {
                var rule = possible == Places.Nowhere ? Rule.NothingBack : Rule.NothingLost;
                report(rule, $"{message.Queue}/{message.Id} is in {place}, not in {possible}: {message.Trail}");
            }

            message.Found(place);
        }

        foreach (var (queue, id) in found.Keys.Where(k => history.Find(k.Queue, k.Id) is null))
        {
            if (queue != ChaosQueues.Effects)
                report(Rule.NothingBack, $"{queue}/{id} was never published");
        }
    }

    private void CheckOrder(Census census)
    {
        var last = new Dictionary<string, int>();
        foreach (var waiting in census.Waiting.Where(w => w.Queue == ChaosQueues.Keyed))
        {
            if (history.Find(waiting.Queue, waiting.Message.Id) is not { Key: { } key } message)
                continue;
            if (last.TryGetValue(key, out var before) && before > message.Number)
                report(Rule.OrderKept, $"after the restart, key {key}: number {message.Number} after {before}");
            last[key] = message.Number;
        }
    }

    private void CheckEffects(Census census, ServiceFile service)
    {
        var sent = service.Sent().ToHashSet();
        var effects = service.Effects();
        var had = effects.ToHashSet();
        foreach (var (id, times) in effects.CountBy(id => id).Where(e => e.Value > 1))
            report(Rule.EffectsOnce, $"{id} took effect {times} times");
        foreach (var id in had.Except(sent))
            report(Rule.EffectsOnce, $"{id} took effect and was not committed");
        var coming = census.Waiting.Select(w => w.Message.Id).Concat(census.DeadLetters.Select(l => l.MessageId)).ToHashSet();
        foreach (var id in sent.Concat(history.Committed).Distinct().Where(id => !had.Contains(id) && !coming.Contains(id)))
            report(Rule.EffectsOnce, $"{id} was committed, had no effect, and is nowhere");
    }
}
