using System.Text;
using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_a_dead_letter_holds_its_key
{
    private const string Other = "other";
    private static readonly DeadLetterAction _alice = new("alice");

    public static TheoryData<string, bool> Ways
    {
        get
        {
            var ways = new TheoryData<string, bool>();
            foreach (var way in new[] { "archive", "delete", "elsewhere", "edited elsewhere" })
            {
                ways.Add(way, false);
                ways.Add(way, true);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Should_let_the_others_go_on_when_it_is_given_up(string way, bool restart)
    {
        await using var test = await StartHoldingAsync();
        var id = (await test.TheDeadLetterAsync()).Id;
        if (restart)
            await test.RestartAsync();
        Assert.Empty(await test.ReceiveAsync());

        await GiveUpAsync(test, id, way);

        Assert.Equal(["a2"], await test.ReceiveTextsAsync());
        await test.RestartAsync();
        Assert.Equal(["a2"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_go_behind_the_others_when_it_is_replayed_after_it_was_archived_and_restored()
    {
        await using var test = await StartHoldingAsync();
        var id = (await test.TheDeadLetterAsync()).Id;
        await test.Broker.ArchiveAsync([id], _alice);
        await test.Broker.RestoreAsync([id], _alice);
        await test.Broker.ReplayAsync(id, "alice");

        foreach (var expected in new[] { "a2", "a3", "a1" })
        {
            var next = Assert.Single(await test.ReceiveAsync());
            Assert.Equal(expected, Text(next));
            await test.Broker.AcknowledgeAsync(next.LeaseToken);
        }
    }

    [Fact]
    public async Task Should_be_edited_at_its_place_before_the_others()
    {
        await using var test = await StartHoldingAsync();
        await test.Broker.ReplayAsync((await test.TheDeadLetterAsync()).Id, new MessageEdit(Encoding.UTF8.GetBytes("A1"), null), _alice);

        foreach (var expected in new[] { "A1", "a2", "a3" })
        {
            var next = Assert.Single(await test.ReceiveAsync());
            Assert.Equal(expected, Text(next));
            await test.Broker.AcknowledgeAsync(next.LeaseToken);
        }
    }

    [Fact]
    public async Task Should_let_go_on_also_what_was_left_on_the_disk()
    {
        await using var test = await StartHoldingAsync();
        await test.PublishAsync([.. Enumerable.Range(0, 3000).Select(i => Keyed("a", $"more {i}"))]);
        Assert.Empty(await test.ReceiveAsync());

        await test.Broker.ArchiveAsync([(await test.TheDeadLetterAsync()).Id], _alice);

        for (var i = 0; i < 3002; i++)
        {
            var next = Assert.Single(await test.Broker.ReceiveAsync(Queue, 1, Deadline.Generous).Soon());
            await test.Broker.AcknowledgeAsync(next.LeaseToken);
        }
    }

    private static async Task<TestBroker> StartHoldingAsync()
    {
        var test = await StartAsync(new QueueOptions { WhenKeyFails = WhenKeyFails.Hold });
        await test.Broker.DeclareQueueAsync(Other, new QueueOptions());
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("a", "a3"));
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("no"));
        Assert.Empty(await test.ReceiveAsync());
        return test;
    }

    private static async Task GiveUpAsync(TestBroker test, long id, string way)
    {
        var there = _alice with { Queue = Other };
        if (way == "edited elsewhere")
        {
            await test.Broker.ReplayAsync(id, new MessageEdit(Encoding.UTF8.GetBytes("x"), null), there);
            return;
        }

        var results = way switch
        {
            "archive" => await test.Broker.ArchiveAsync([id], _alice),
            "delete" => await test.Broker.DeleteAsync([id], _alice),
            _ => await test.Broker.ReplayAsync([id], there),
        };
        Assert.Null(Assert.Single(results).Refusal);
    }
}
