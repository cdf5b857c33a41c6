using System.Globalization;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging.Crash;

public sealed class When_the_process_is_killed_at_the_desk
{
    private const int Letters = 30 * DeskChild.BatchSize;

    [Theory]
    [InlineData("broker-before-commit", 5)]
    [InlineData("broker-before-commit", 11)]
    [InlineData("broker-before-commit", 12)]
    [InlineData("broker-after-commit", 5)]
    [InlineData("broker-after-commit", 12)]
    [InlineData("broker-after-commit", 13)]
    public async Task Should_have_done_a_batch_or_not_and_do_it_once_when_it_is_asked_again(string place, int hits)
    {
        using var directory = new TempDirectory();
        await using (var broker = Open(directory))
            await FillAsync(broker);
        using (var child = ChildProcess.Start("desk", directory, place, hits))
        {
            await child.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
            Assert.Equal(ChildProcess.Killed, child.ExitCode);
        }

        var log = CrashLog.Read(directory.File("log"));
        var begun = log["begun"].Select(b => int.Parse(b, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(begun.Count - 1, log["done"].Count()); // in the middle of one
        await using var after = Open(directory);
        foreach (var batch in begun)
        {
            var ids = Enumerable.Range((batch * DeskChild.BatchSize) + 1, DeskChild.BatchSize).Select(i => (long)i).ToList();
            var results = await DeskChild.DoAsync(after, batch, ids);
            Assert.All(results, r => Assert.Null(r.Refusal));
            Assert.Single(results.Select(r => r.WasAlready).Distinct());
            if (batch != begun[^1])
                Assert.All(results, r => Assert.True(r.WasAlready));
            else
                Assert.All(results, r => Assert.Equal(place == "broker-after-commit", r.WasAlready));
        }

        await CheckAsync(after, begun);
        Assert.Equal("ok", await ClosedAsync(after, directory));
    }

    private static async Task CheckAsync(EmbeddedBroker broker, List<int> begun)
    {
        var replayed = begun.Count(b => DeskChild.KindOf(b) == "replay") * DeskChild.BatchSize;
        var delivered = new List<string>();
        while (await broker.ReceiveAsync(CrashChild.Queue, 1000, TimeSpan.Zero).Soon() is { Count: > 0 } deliveries)
        {
            delivered.AddRange(deliveries.Select(d => d.Message.Id));
            Assert.Empty(await broker.AcknowledgeAsync(deliveries));
        }

        Assert.Equal((replayed, replayed), (delivered.Count, delivered.Distinct().Count()));
        Assert.Equal(replayed, await broker.CountDeadLettersAsync(DeadLetterStatus.Resolved));
        Assert.Equal(begun.Count(b => DeskChild.KindOf(b) == "archive") * DeskChild.BatchSize, await broker.CountDeadLettersAsync(DeadLetterStatus.Archived));
        Assert.Equal(Letters - (begun.Count * DeskChild.BatchSize), await broker.CountDeadLettersAsync(DeadLetterStatus.Failed));
    }

    private static async Task FillAsync(EmbeddedBroker broker)
    {
        await broker.DeclareQueueAsync(CrashChild.Queue, new QueueOptions());
        await broker.PublishAsync([.. Enumerable.Range(0, Letters)
            .Select(_ => new OutgoingMessage(Destination.Queue(CrashChild.Queue), new Message("crash.v1", new byte[50])))]);
        while (await broker.ReceiveAsync(CrashChild.Queue, 1000, TimeSpan.Zero).Soon() is { Count: > 0 } deliveries)
            await Task.WhenAll(deliveries.Select(d => broker.DeadLetterAsync(d.LeaseToken, new Failure("no")))).Soon();
    }

    private static async Task<string> ClosedAsync(EmbeddedBroker broker, TempDirectory directory)
    {
        await broker.DisposeAsync();
        return Outside.IntegrityCheck(directory.File("broker.db"));
    }

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Full, TimeProvider.System, NullLogger.Instance);
}
