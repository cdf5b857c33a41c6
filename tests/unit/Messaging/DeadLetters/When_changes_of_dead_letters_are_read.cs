using System.Text;
using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_changes_of_dead_letters_are_read
{
    private static readonly DeadLetterAction _alice = new("alice");

    [Fact]
    public async Task Should_come_once_each_as_they_are_now_with_the_message_only_where_it_failed()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b", "c");
        var first = await test.Broker.ReadAsync(0, 100);
        Assert.Equal(ids, first.Changes.Select(c => c.Id));
        Assert.Equal(["a", "b", "c"], first.Changes.Select(c => Encoding.UTF8.GetString(c.Excerpt!.BodyStart.Span)));
        Assert.True(first.IsEnd);
        Assert.Equal(first.Position, await test.Broker.PositionAsync());

        await test.Broker.ArchiveAsync([ids[0]], _alice);
        await test.Broker.DeleteAsync([ids[1]], _alice);
        await test.Broker.ReplayAsync(ids[2], "alice");
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("again"));
        var then = await test.Broker.ReadAsync(first.Position, 100);

        Assert.Equal([DeadLetterStatus.Archived, null, DeadLetterStatus.Failed], then.Changes.Select(c => c.Letter?.Status));
        Assert.Equal([false, false, true], then.Changes.Select(c => c.Excerpt is not null));
        Assert.Empty((await test.Broker.ReadAsync(then.Position, 100)).Changes);
    }

    [Fact]
    public async Task Should_lead_a_reader_who_takes_few_at_a_time_to_the_same_end()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync([.. Enumerable.Range(0, 7).Select(i => $"t{i}")]);
        var seen = new List<long>();
        DeadLetterChanges read;
        for (long after = 0; !(read = await test.Broker.ReadAsync(after, 3)).IsEnd; after = read.Position)
            seen.AddRange(read.Changes.Select(c => c.Id));
        seen.AddRange(read.Changes.Select(c => c.Id));

        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task Should_go_on_growing_when_the_newest_were_deleted_and_after_a_restart()
    {
        await using var test = await StartAsync();
        var store = test.Broker.StoreId;
        var ids = await test.FailAsync("a");
        await test.Broker.DeleteAsync(ids, _alice);
        var position = await test.Broker.PositionAsync();
        Assert.Equal(2, position);
        await test.RestartAsync();

        var more = await test.FailAsync("b");

        Assert.Equal(store, test.Broker.StoreId);
        Assert.Equal(more, (await test.Broker.ReadAsync(position, 10)).Changes.Select(c => c.Id));
    }

    [Fact]
    public async Task Should_cut_long_bodies_and_find_everything_in_a_scan()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync(new string('x', 100_000), "", "short");

        var scanned = await test.Broker.ScanAsync(0, 2);
        Assert.Equal([IDeadLetterLog.MaxBodyBytes, 0], scanned.Select(c => c.Excerpt!.BodyStart.Length));
        Assert.Equal(ids[2], Assert.Single(await test.Broker.ScanAsync(scanned[^1].Id, 2)).Id);
    }
}
