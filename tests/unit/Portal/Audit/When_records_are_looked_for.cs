using Portal.Client.Audit;
using Portal.Client.Contracts;

namespace Unit.Portal.Audit;

public sealed class When_records_are_looked_for : AuditTest
{
    [Fact]
    public async Task Should_each_filter_find_its_own_and_together_what_fits_all()
    {
        await Writer.AppendAsync(Record("queue.purge", "anna", "sales"));
        _time.Now += TimeSpan.FromMinutes(1);
        var noon = _time.GetUtcNow();
        await Writer.AppendAsync(Record("queue.pause", "bert", "sales"));
        await Writer.AppendAsync(Record("order.cancel", "anna", "4711", AuditOutcome.Refused) with { Detail = "Too late: 100% shipped" });
        _time.Now += TimeSpan.FromMinutes(1);
        await Writer.AppendAsync(Record("queue.delete", "anna", "4711", null)); // under way: not to be found yet

        await FindsAsync(new(), "order.cancel", "queue.pause", "queue.purge");
        await FindsAsync(new(Who: "anna"), "order.cancel", "queue.purge");
        await FindsAsync(new(Action: "queue.*"), "queue.pause", "queue.purge");
        await FindsAsync(new(Action: "queue.pause"), "queue.pause");
        await FindsAsync(new(Target: "queue/sales"), "queue.pause", "queue.purge");
        await FindsAsync(new(Target: "order/sales"));
        await FindsAsync(new(Target: "order/*"), "order.cancel");
        await FindsAsync(new(Target: "4711"), "order.cancel");
        await FindsAsync(new(Outcome: AuditOutcome.Refused), "order.cancel");
        await FindsAsync(new(From: noon), "order.cancel", "queue.pause");
        await FindsAsync(new(To: noon), "queue.purge");
        await FindsAsync(new(Text: "100% SHIPPED"), "order.cancel");
        await FindsAsync(new(Text: "10_% shipped"));
        await FindsAsync(new(Who: "anna", Action: "queue.*", Text: "10.1.2.3"), "queue.purge");
    }

    [Fact]
    public async Task Should_pages_follow_one_another_without_a_gap_while_more_is_written()
    {
        for (var i = 0; i < 25; i++)
            await Writer.AppendAsync(Record(target: $"q{i}"));
        using var gateway = Gateway();
        var seen = new List<string?>();
        string? after = null;
        do
        {
            var page = (await gateway.ListAsync(new(Who: "anna"), new PageRequest(10, after), TestContext.Current.CancellationToken)).Value!;
            seen.AddRange(page.Items.Select(entry => entry.Target));
            after = page.Next;
            await Writer.AppendAsync(Record(target: "later"));
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"q{i}"), seen);
        Assert.Equal(400, (await gateway.ListAsync(new(), new PageRequest(10, "nonsense"), TestContext.Current.CancellationToken)).Problem?.Status);
    }

    [Fact]
    public async Task Should_the_values_that_occur_be_offered()
    {
        foreach (var who in (string[])["carl", "anna", "carl"])
            await Writer.AppendAsync(Record(who: who));
        using var gateway = Gateway();

        var facets = (await gateway.FacetsAsync(TestContext.Current.CancellationToken)).Value!;

        Assert.Equal(["anna", "carl", "portal"], facets.People);
        Assert.Equal(["portal.start", "queue.purge"], facets.Actions);
    }

    private async Task FindsAsync(AuditFilter filter, params string[] actions) =>
        Assert.Equal(actions, (await ListAsync(filter)).Select(entry => entry.Action));
}
