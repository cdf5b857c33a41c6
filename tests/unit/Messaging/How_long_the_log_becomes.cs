using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class How_long_the_log_becomes
{
    private const int MiB = 1024 * 1024;

    /// <summary>In 4,000 pages of 8 KiB, and the commit that makes it so many.</summary>
    private const long Short = 40 * MiB;

    [Fact]
    public async Task Large_messages_that_come_and_go_may_fill_four_times_as_much()
    {
        using var directory = new TempDirectory();
        await using var broker = await OpenAsync(directory);
        var longest = 0L;
        for (var written = 0L; written < 300 * MiB; written += 400 * 16 * 1024)
        {
            await PublishAsync(broker, 400, 16 * 1024);
            await TakeAsync(broker, 400);
            longest = Math.Max(longest, LogOf(directory));
        }

        Assert.InRange(longest, 2 * Short, (4 * 32 * MiB) + (Short - (32 * MiB)));
        Assert.InRange(new FileInfo(directory.File("broker.db")).Length, 1, Short);
    }

    /// <summary>All of that would have to be moved into a file that has no room for it yet, and perhaps the disk has none.</summary>
    [Fact]
    public async Task Large_messages_that_stay_do_not()
    {
        using var directory = new TempDirectory();
        await using var broker = await OpenAsync(directory);
        for (var written = 0L; written < 150 * MiB; written += 400 * 16 * 1024)
        {
            await PublishAsync(broker, 400, 16 * 1024);
            Assert.InRange(LogOf(directory), 1, Short);
        }
    }

    [Fact]
    public async Task Small_messages_that_come_and_go_do_not()
    {
        using var directory = new TempDirectory();
        await using var broker = await OpenAsync(directory);
        for (var i = 0; i < 250; i++)
        {
            await PublishAsync(broker, 1000, 256);
            await TakeAsync(broker, 1000);
        }

        Assert.InRange(LogOf(directory), 20 * MiB, Short);
    }

    private static async Task<EmbeddedBroker> OpenAsync(TempDirectory directory)
    {
        var broker = EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        return broker;
    }

    private static async Task PublishAsync(EmbeddedBroker broker, int count, int bytes)
    {
        var body = new byte[bytes];
        Random.Shared.NextBytes(body);
        await broker.PublishAsync([.. Enumerable.Range(0, count).Select(_ => new OutgoingMessage(Destination.Queue(Queue), new Message("large.v1", body)))]).Soon();
    }

    private static async Task TakeAsync(EmbeddedBroker broker, int count)
    {
        for (var left = count; left > 0;)
        {
            var deliveries = await broker.ReceiveAsync(Queue, left, TimeSpan.FromSeconds(20)).Soon();
            Assert.Empty(await broker.AcknowledgeAsync(deliveries).Soon());
            left -= deliveries.Count;
        }
    }

    private static long LogOf(TempDirectory directory) => new FileInfo(directory.File("broker.db-wal")).Length;
}
