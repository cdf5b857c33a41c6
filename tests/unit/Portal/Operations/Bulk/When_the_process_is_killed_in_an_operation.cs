using Messaging;
using Portal.Client.Operations;
using Unit.Messaging.Crash;
using Unit.Support;
using DeadLetterStatus = Messaging.DeadLetterStatus;

namespace Unit.Portal.Operations.Bulk;

public class When_the_process_is_killed_in_an_operation
{
    private const int Letters = 2000;

    /// <summary>At each line between which something becomes durable, early and late in the work.</summary>
    [Theory]
    [InlineData("operation-carried-out", 1)]
    [InlineData("operation-carried-out", 4)]
    [InlineData("OperationsDbContext:before-commit", 1)] // while it is taken down
    [InlineData("OperationsDbContext:before-commit", 2)]
    [InlineData("OperationsDbContext:before-commit", 5)]
    [InlineData("OperationsDbContext:after-commit", 3)]
    [InlineData("OperationsDbContext:after-commit", 6)]
    [InlineData("broker-before-commit", 4)]
    [InlineData("broker-after-commit", 4)]
    [InlineData("broker-after-commit", 9)]
    public async Task Should_forget_none_and_replay_none_twice(string place, int hits)
    {
        using var directory = new TempDirectory();
        var messages = await FailAsync(directory);

        Assert.Equal(ChildProcess.Killed, await RunAsync(directory, place, hits));
        Assert.Equal(0, await RunAsync(directory, "none", 0));

        await using var desk = await BulkDesk.OpenAsync(directory: directory.Path);
        var operation = Assert.Single(BulkDesk.Value(await desk.Gateway.ListAsync(null, new(), TestContext.Current.CancellationToken)).Items);
        const int bad = Letters / BulkChild.FailsAgain;
        var ended = await desk.UntilAsync(operation.Id, o => o.FailedAgain == bad);
        Assert.Equal((OperationState.Completed, Letters, Letters, 0, 0), (ended.State, ended.Total, ended.Done, ended.Skipped, ended.Failed));

        // None forgotten: each good one is resolved, each bad one came back.
        Assert.Equal(bad, await desk.Broker.CountDeadLettersAsync(DeadLetterStatus.Failed));
        Assert.Equal(Letters - bad, await desk.Broker.CountDeadLettersAsync(DeadLetterStatus.Resolved));
        var delivered = CrashLog.Read(directory.File("log"))["delivered"].Select(line => line.Split('/')).ToList();
        Assert.Equal(messages.Order(), delivered.Select(d => d[0]).Distinct().Order());

        // None twice: the history of each has one replay. (A delivery that a kill broke off comes again, as deliveries do.)
        foreach (var item in await desk.ItemsAsync(operation.Id))
        {
            var letter = await desk.Broker.FindDeadLetterAsync(long.Parse(item.DeadLetterId, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Single(letter!.History, h => h.What == "replayed");
        }
    }

    private static async Task<List<string>> FailAsync(TempDirectory directory)
    {
        await using var desk = await BulkDesk.OpenAsync(directory: directory.Path);
        var messages = Enumerable.Range(0, Letters).Select(i => new Message("bulk.v1", new byte[] { (byte)(i % BulkChild.FailsAgain == 0 ? 1 : 0) })).ToList();
        foreach (var part in messages.Chunk(1000))
            await desk.Broker.PublishAsync([.. part.Select(m => new OutgoingMessage(Destination.Queue(BulkDesk.Queue), m))]);
        Assert.Equal(Letters, await desk.FailWhatIsThereAsync());
        return [.. messages.Select(m => m.Id)];
    }

    private static async Task<int> RunAsync(TempDirectory directory, string place, int hits)
    {
        using var child = ChildProcess.Start(BulkChild.Kind, directory, place, hits);
        try
        {
            await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            child.Kill();
        }

        return child.ExitCode;
    }
}
