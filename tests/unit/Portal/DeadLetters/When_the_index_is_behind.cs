using Messaging;
using Portal.Client.DeadLetters;
using Unit.Messaging;
using Unit.Support;
using DeadLetterStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Unit.Portal.DeadLetters;

[Collection(FaultPoints.Name)]
public sealed class When_the_index_is_behind
{
    private static readonly FailedMessage _charge = new();
    private static readonly FailedMessage _pay = new("""{"find":"me"}""", Exception: "System.TimeoutException", Method: "Portal.Billing.Pay.PostAsync");

    [Theory]
    [InlineData("deleted")]
    [InlineData("an old copy")]
    [InlineData("damaged")]
    [InlineData("no database")]
    [InlineData("another version")]
    [InlineData("another store")]
    public async Task Should_have_everything_after_a_start(string state)
    {
        await using var desk = await Desk.StartAsync();
        var ids = await desk.FailAsync(_charge, _pay, _charge);
        var copy = desk.IndexFile + ".copy";
        await desk.RestartAsync(file => File.Copy(file, copy));
        await desk.Gateway.ArchiveAsync(ids[0], "alice", CancellationToken.None);
        await desk.Gateway.DeleteAsync(ids[2], "alice", CancellationToken.None);
        await desk.Gateway.ReplayAsync(ids[1], null, "alice", CancellationToken.None);
        await desk.FailAgainAsync(_pay);
        await desk.FailAsync(_charge);
        var before = await StateAsync(desk);

        await desk.RestartAsync(file =>
        {
            switch (state)
            {
                case "an old copy":
                    File.Copy(copy, file, overwrite: true);
                    break;
                case "damaged":
                    using (var stream = File.OpenWrite(file))
                    {
                        stream.Position = 100;
                        stream.Write(new byte[(int)stream.Length - 100]);
                    }

                    break;
                case "no database":
                    File.WriteAllText(file, "This is not a database, and long enough to be none. " + new string('x', 1000));
                    break;
                case "another version":
                    Outside.Execute(file, "PRAGMA user_version = 99");
                    break;
                case "another store":
                    Outside.Execute(file, "UPDATE state SET value = 'x' WHERE name = 'store'; DELETE FROM letter");
                    break;
                default:
                    File.Delete(file);
                    break;
            }
        });

        Assert.Equal("Failed:2 Archived:1", await desk.CountsAsync());
        Assert.Equal(before, await StateAsync(desk));
    }

    [Theory]
    [InlineData("desk-before-commit")]
    [InlineData("desk-after-commit")]
    public async Task Should_go_on_where_it_was_when_a_commit_fails_or_is_not_noticed(string place)
    {
        await using var desk = await Desk.StartAsync();
        await desk.FailAsync(_charge);
        using (FaultPoints.Throw(place, times: 2))
            await desk.FailAsync(_pay, _charge);

        Assert.Equal("Failed:3", await desk.CountsAsync());
        Assert.Equal(["3", "2", "1"], await desk.ListAsync());
        Assert.Equal([2, 1], (await desk.GroupsAsync()).Select(g => g.Counts[DeadLetterStatus.Failed]));
        Assert.Equal(["2"], await desk.ListAsync(new DeadLetterFilter(Text: "find")));
    }

    [Fact]
    public async Task Should_catch_up_after_a_crash_of_both()
    {
        TempDirectory crashed;
        await using (var desk = await Desk.StartAsync())
        {
            await desk.FailAsync(_charge, _pay);
            using (FaultPoints.On(BlockIndex))
            {
                // The broker has it, the index has not, and now everything ends.
                var letters = Enumerable.Range(0, 20).Select(i => desk.Broker.PublishAsync([new OutgoingMessage(
                    Destination.Queue(Desk.Queue), new Message("t", default))])).ToArray();
                await Task.WhenAll(letters);
                foreach (var delivery in await desk.Broker.ReceiveAsync(Desk.Queue, 100, TimeSpan.Zero))
                    await desk.Broker.DeadLetterAsync(delivery.LeaseToken, new Failure("crash"));
                await desk.Broker.ArchiveAsync([1], new DeadLetterAction("alice"));
                crashed = desk.CopyFiles();
            }

            await desk.SeenAsync();
        }

        await using var after = await Desk.StartAsync(crashed);
        Assert.Equal("Failed:21 Archived:1", await after.CountsAsync());
        Assert.Equal(22, (await after.ListAsync()).Length);
    }

    private static void BlockIndex(string name)
    {
        if (name == "desk-before-commit")
            throw new IOException("Not now.");
    }

    private static async Task<string> StateAsync(Desk desk)
    {
        var groups = await desk.GroupsAsync();
        return string.Join('\n', [
            string.Join(' ', await desk.ListAsync()),
            string.Join(' ', await desk.ListAsync(new DeadLetterFilter(Text: "find"))),
            string.Join(' ', await desk.ListAsync(new DeadLetterFilter(Text: "postasync"))),
            await desk.CountsAsync(),
            .. groups.Select(g => $"{g.Id} {g.TopFrame} {string.Join(',', g.Counts.OrderBy(c => c.Key))} {g.LastFailedAt} {g.FailedAgain}"),
        ]);
    }
}
