using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging.Crash;

public sealed class When_the_process_is_killed
{
    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(5000)]
    public async Task Should_keep_what_was_confirmed_and_nothing_that_was_acknowledged(int facts)
    {
        using var directory = new TempDirectory();
        using (var child = ChildProcess.Start("work", directory, "none", 0))
        {
            try
            {
                await Deadline.Until(() => child.HasExited || Facts(directory) >= facts);
                Assert.False(child.HasExited, "The child ended by itself.");
            }
            finally
            {
                child.Kill();
                await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        await CheckAsync(directory);
    }

    [Theory]
    [InlineData("broker-before-commit", 60)]
    [InlineData("broker-before-commit", 200)]
    [InlineData("broker-after-commit", 60)]
    [InlineData("broker-after-commit", 200)]
    public async Task Should_keep_it_wherever_in_a_commit_it_was(string place, int hits)
    {
        using var directory = new TempDirectory();
        await RunUntilItKillsItselfAsync("work", directory, place, hits);

        await CheckAsync(directory);
    }

    [Theory]
    [InlineData("relay-published", 1)]
    [InlineData("relay-published", 20)]
    [InlineData("broker-before-commit", 20)]
    [InlineData("broker-after-commit", 20)]
    public async Task Should_deliver_what_was_committed_with_an_outbox_and_let_it_take_effect_once(string place, int hits)
    {
        using var directory = new TempDirectory();
        await RunUntilItKillsItselfAsync("outbox", directory, place, hits);

        await using var broker = Open(directory);
        using var file = new OutboxFile(directory.Path);
        var relay = new OutboxRelay(file.Database, broker, TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        while (await relay.RelayBatchAsync(CancellationToken.None) > 0)
        {
        }

        var delivered = new List<string>();
        while (await broker.ReceiveAsync(CrashChild.Queue, 1000, TimeSpan.Zero).Soon() is { Count: > 0 } deliveries)
        {
            foreach (var delivery in deliveries)
            {
                delivered.Add(delivery.Message.Id);
                await HandleOnceAsync(file, delivery);
            }

            Assert.Empty(await broker.AcknowledgeAsync(deliveries));
        }

        // Every commit went out, also the one that was killed before it could be noted; twice at most, and with one effect.
        Assert.Subset(delivered.ToHashSet(), CrashLog.Read(directory.File("log"))["committed"].ToHashSet());
        Assert.All(delivered.CountBy(id => id), d => Assert.InRange(d.Value, 1, 2));
        Assert.Equal(delivered.Distinct().Count(), file.Effects);
        if (place == "relay-published")
            Assert.True(delivered.Count > file.Effects, "The batch that was confirmed and not deleted should have come twice.");
    }

    private static async Task CheckAsync(TempDirectory directory)
    {
        var log = CrashLog.Read(directory.File("log"));
        var present = new HashSet<string>();
        await using (var broker = Open(directory))
        {
            // Every delay of the child is long over after this.
            await Deadline.Until(() => broker.Statistics(CrashChild.Queue)!.Scheduled == 0);
            while (await broker.ReceiveAsync(CrashChild.Queue, 1000, TimeSpan.Zero).Soon() is { Count: > 0 } deliveries)
            {
                Assert.All(deliveries, d => Assert.True(present.Add(d.Message.Id), "It is there twice."));
                Assert.Empty(await broker.AcknowledgeAsync(deliveries)); // what was leased comes one at a time
            }

            var letters = new DeadLetterQuery(Limit: 1000);
            while (await broker.ListDeadLettersAsync(letters) is { Count: > 0 } page)
            {
                Assert.All(page, l => Assert.True(present.Add(l.MessageId), "It is there twice."));
                letters = letters with { After = (page[^1].FailedAt, page[^1].Id) };
            }
        }

        var mustBeThere = log["published"].Except(log["acknowledging"]).ToHashSet();
        Assert.NotEmpty(log["acknowledged"]);
        Assert.NotEmpty(mustBeThere);
        Assert.Subset(present, mustBeThere);
        Assert.Empty(present.Intersect(log["acknowledged"]));
        Assert.Equal("ok", Outside.IntegrityCheck(directory.File("broker.db")));
    }

    private static Task HandleOnceAsync(OutboxFile file, Delivery delivery) => file.WriteAsync(async transaction =>
    {
        var context = new MessageContext(CrashChild.Queue, delivery.Message, "Handler", delivery.DeliveryCount);
        if (await new SqlInbox(TimeProvider.System).TryEnterAsync(transaction, context, CancellationToken.None))
            await OutboxFile.AddEffectAsync(transaction, delivery.Message.Id);
        return true;
    });

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Full, TimeProvider.System, NullLogger.Instance);

    private static int Facts(TempDirectory directory) =>
        File.Exists(directory.File("log")) ? (int)(new FileInfo(directory.File("log")).Length / 45) : 0;

    private static async Task RunUntilItKillsItselfAsync(string kind, TempDirectory directory, string place, int hits)
    {
        using var child = ChildProcess.Start(kind, directory, place, hits);
        try
        {
            await child.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        }
        finally
        {
            child.Kill();
        }

        Assert.Equal(ChildProcess.Killed, child.ExitCode);
    }
}
