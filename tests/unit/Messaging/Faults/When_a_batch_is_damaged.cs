using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging;
using Unit.Messaging.Batches;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Faults;

public sealed class When_a_batch_is_damaged
{
    // Cut off within the last body, a prefix and the first head; a length that is negative, and one that is too large; another
    // version; nothing; fewer messages than it says, and more.
    public static TheoryData<string> Damages =>
    [
        "data = substr(data, 1, length(data) - 1)",
        "data = substr(data, 1, 8)",
        "data = substr(data, 1, 30)",
        "data = substr(data, 1, 13) || x'ffffffff' || substr(data, 18)",
        "data = substr(data, 1, 17) || x'ffffff7f' || substr(data, 22)",
        "data = x'07' || substr(data, 2)",
        "data = x''",
        "count = count + 1",
        "count = count - 1",
        "data = substr(data, 1, 21) || x'09' || substr(data, 23)", // the version of a head
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Should_be_refused_at_the_start_with_what_to_do(string damage)
    {
        using var directory = new TempDirectory();
        await using (var broker = Open(directory))
        {
            await broker.DeclareQueueAsync(Queue, new QueueOptions());
            await broker.PublishAsync([.. BatchTests.Texts(20).Select(t => Text(t))]);
        }

        Outside.Execute(directory.File("broker.db"), $"UPDATE batch_1 SET {damage}");

        var refused = Assert.Throws<StoreDamagedException>(() => Open(directory));
        Assert.Contains("batch", refused.Finding, StringComparison.Ordinal);
        Assert.Contains("Restore", refused.Message, StringComparison.Ordinal);
    }

    // Beyond what memory holds it is found when its turn comes.
    [Fact]
    public async Task Should_stop_its_queue_there_with_one_error_and_no_other()
    {
        using var directory = new TempDirectory();
        var log = new ListLogger();
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, log);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        await broker.DeclareQueueAsync("other", new QueueOptions());
        for (var i = 0; i < 12_000; i += 500)
            await broker.PublishAsync([.. BatchTests.Texts(500, i).Select(t => Text(t))]);
        await broker.PublishAsync([.. BatchTests.Texts(20).Select(t => Text(t, "other"))]);
        var other = await broker.ReceiveAsync("other", 10, TimeSpan.Zero).Soon();
        Outside.Execute(directory.File("broker.db"), "UPDATE batch_1 SET data = substr(data, 1, 1000) WHERE first = 10001");

        var drained = new List<int>();
        while (drained.Count < 10_000)
        {
            var deliveries = await broker.ReceiveAsync(Queue, 500, Timeout.InfiniteTimeSpan).Soon();
            drained.AddRange(deliveries.Select(BatchTests.Number));
            Assert.Empty(await broker.AcknowledgeAsync(deliveries).Soon());
        }

        Assert.Equal(Enumerable.Range(0, 10_000), drained);
        await Deadline.Until(() => log.Errors > 0);
        for (var i = 0; i < 20; i++)
        {
            await broker.PublishAsync([Text("more")]).Soon();
            Assert.Empty(await broker.ReceiveAsync(Queue, 10, TimeSpan.Zero).Soon());
        }

        // The store was not opened again: that would have ended the leases.
        Assert.Equal(1, log.Errors);
        Assert.Empty(await broker.AcknowledgeAsync(other).Soon());
        Assert.Equal(10, (await broker.ReceiveAsync("other", 100, TimeSpan.Zero).Soon()).Count);
    }

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private sealed class ListLogger : ILogger
    {
        private int _errors;

        public int Errors => Volatile.Read(ref _errors);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                Interlocked.Increment(ref _errors);
        }
    }
}
