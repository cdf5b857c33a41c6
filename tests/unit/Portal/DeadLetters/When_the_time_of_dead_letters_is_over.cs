namespace Unit.Portal.DeadLetters;

public sealed class When_the_time_of_dead_letters_is_over
{
    [Fact]
    public async Task Should_delete_archived_and_resolved_ones_and_no_others()
    {
        await using var desk = await Desk.StartAsync();
        (desk.Options.ArchiveDays, desk.Options.ResolvedDays) = (10, 20);
        var ids = await desk.FailAsync(new FailedMessage(), new FailedMessage(), new FailedMessage(), new FailedMessage());
        await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None);
        await desk.Gateway.ReplayAsync(ids[1], null, "alice", CancellationToken.None);
        await desk.Broker.AcknowledgeAsync(Assert.Single(await desk.Broker.ReceiveAsync(Desk.Queue, 1, TimeSpan.Zero)).LeaseToken);
        await desk.Gateway.ReplayAsync(ids[2], null, "alice", CancellationToken.None);

        desk.Time.Sleep(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await desk.Retention.SweepAsync(CancellationToken.None));
        desk.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await desk.Retention.SweepAsync(CancellationToken.None));
        Assert.Equal([ids[3], ids[2], ids[1]], await desk.ListAsync());
        desk.Time.Sleep(TimeSpan.FromDays(400));
        Assert.Equal(1, await desk.Retention.SweepAsync(CancellationToken.None));
        Assert.Equal([ids[3], ids[2]], await desk.ListAsync());
    }

    [Fact]
    public async Task Should_leave_what_an_operation_has_in_hand_and_what_was_restored()
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync([.. Enumerable.Repeat(new FailedMessage(), 4)]);
        foreach (var id in ids)
            await desk.Gateway.ArchiveAsync(id, "alice", CancellationToken.None);
        desk.Time.Sleep(TimeSpan.FromDays(31));
        desk.InHand.Ids.Add(long.Parse(ids[0], System.Globalization.CultureInfo.InvariantCulture));
        desk.InHand.Others.Add(long.Parse(ids[3], System.Globalization.CultureInfo.InvariantCulture));
        await desk.Gateway.RestoreAsync(ids[1], "bob", CancellationToken.None);

        Assert.Equal(1, await desk.Retention.SweepAsync(CancellationToken.None));

        Assert.Equal([ids[3], ids[1], ids[0]], await desk.ListAsync());
    }

    [Fact]
    public async Task Should_be_remembered_by_the_inboxes_as_long_as_an_archived_one_can_be_restored()
    {
        await using var desk = await Desk.StartAsync();
        var at = desk.Time.GetUtcNow();
        var ids = await desk.FailAsync(new FailedMessage());
        await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None);

        Assert.Equal(at, await desk.Broker.OldestOpenDeadLetterAsync());
        desk.Time.Sleep(TimeSpan.FromDays(31));
        await desk.Retention.SweepAsync(CancellationToken.None);
        Assert.Null(await desk.Broker.OldestOpenDeadLetterAsync());
    }
}
