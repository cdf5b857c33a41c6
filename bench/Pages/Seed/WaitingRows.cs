using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench.Pages;

/// <summary>Messages that wait in a queue nobody consumes.</summary>
internal static class WaitingRows
{
    public const string Queue = "bench-waiting";

    private const int BodyBytes = 64;

    public static async Task WriteAsync(string dataDirectory, int rows)
    {
        await using var broker = EmbeddedBroker.Open(dataDirectory, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        if (await Prefill.RunAsync(broker, Queue, BodyBytes, rows, TimeSpan.FromMinutes(2)) < rows)
            throw new TimeoutException($"Not within two minutes: {rows:N0} messages in {Queue}.");
    }
}
