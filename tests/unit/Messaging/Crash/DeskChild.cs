using System.Globalization;
using Messaging;
using Messaging.Embedded;

namespace Unit.Messaging.Crash;

/// <summary>Replays, archives and deletes dead letters in batches, each as a part of an operation, and says which batch it begins and ends.</summary>
internal static class DeskChild
{
    public const int BatchSize = 50;

    /// <summary>What is done to the batch of this number, and under which name.</summary>
    public static string KindOf(int batch) => (batch % 3) switch { 0 => "replay", 1 => "archive", _ => "delete" };

    public static Task<IReadOnlyList<DeadLetterResult>> DoAsync(IBroker broker, int batch, IReadOnlyList<long> ids)
    {
        var action = new DeadLetterAction("child", $"operation-{batch}");
        return KindOf(batch) switch
        {
            "replay" => broker.ReplayAsync(ids, action),
            "archive" => broker.ArchiveAsync(ids, action),
            _ => broker.DeleteAsync(ids, action),
        };
    }

    public static async Task RunAsync(EmbeddedBroker broker, CrashLog log, CancellationToken end)
    {
        for (var batch = 0; !end.IsCancellationRequested; batch++)
        {
            long[] ids = [.. Enumerable.Range((batch * BatchSize) + 1, BatchSize).Select(i => (long)i)];
            log.Add("begun", batch.ToString(CultureInfo.InvariantCulture));
            var results = await DoAsync(broker, batch, ids);
            if (results.Any(r => r.Refusal is not null))
                return; // there are no more
            log.Add("done", batch.ToString(CultureInfo.InvariantCulture));
        }
    }
}
