using Portal.Client.DeadLetters;
using Portal.Client.Operations;

namespace Unit.Portal.Operations.Bulk;

public class What_a_start_must_say
{
    public static TheoryData<string, StartOperation> Wrong => new()
    {
        { "filter", new StartOperation(OperationKind.Replay) },
        { "filter", new StartOperation(OperationKind.Replay, ["1"], new DeadLetterFilter()) },
        { "filter", new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter("nothing-failed-here")) },
        { "kind", new StartOperation(OperationKind.Delete, Filter: new DeadLetterFilter()) },
        { "ids", new StartOperation(OperationKind.Replay, []) },
        { "ids", new StartOperation(OperationKind.Replay, [.. Enumerable.Range(1, 10_001).Select(i => BulkDesk.Text(i))]) },
        { "ids[1]", new StartOperation(OperationKind.Replay, ["1", "-2"]) },
        { "ratePerSecond", new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(), RatePerSecond: 0.09) },
        { "ratePerSecond", new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(), RatePerSecond: 100_001) },
        { "ratePerSecond", new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(), RatePerSecond: double.NaN) },
        { "canary", new StartOperation(OperationKind.Archive, Filter: new DeadLetterFilter(), Canary: true) },
        { "queue", new StartOperation(OperationKind.Archive, Filter: new DeadLetterFilter(), Queue: BulkDesk.Queue) },
        { "queue", new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(), Queue: "nowhere") },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Is_said_field_by_field_and_nothing_is_started(string field, StartOperation request)
    {
        await using var desk = await BulkDesk.OpenAsync();
        await desk.FailAsync(2);

        var outcome = await desk.Gateway.StartAsync(request, BulkDesk.By, TestContext.Current.CancellationToken);

        Assert.Equal(400, outcome.Problem?.Status);
        Assert.Equal([field], outcome.Problem!.Errors!.Keys);
        Assert.Empty(BulkDesk.Value(await desk.Gateway.ListAsync(null, new(), TestContext.Current.CancellationToken)).Items);
        Assert.Equal(2, (await desk.IdsAsync()).Count);
    }
}
