using E2E.Support;

namespace E2E.Api;

public sealed class The_hub_tells_programs(SharedPortal shared)
{
    private readonly PortalProcess _portal = shared.Portal;

    [Fact]
    public async Task Of_an_order_first_as_it_is_and_then_every_change_with_a_higher_version()
    {
        await _portal.SetPaymentsAsync(latencyMs: 1000);
        var id = await _portal.PlaceOrderAsync("Hub");
        await using var hub = await HubConnection.OpenAsync(_portal);

        await hub.InvokeAsync("watchOrder", id);

        var placed = await hub.ExpectAsync("orderChanged", o => o.Text("id") == id);
        await _portal.SetPaymentsAsync();
        var ready = await hub.ExpectAsync("orderChanged", o => o.Text("id") == id && o.Text("status") == "readyToShip");
        Assert.True(ready.GetProperty("version").GetInt64() > placed.GetProperty("version").GetInt64());
        Assert.Equal((await _portal.Api.GetJsonAsync("/api/orders/" + id)).GetRawText(), ready.GetRawText());
    }

    [Fact]
    public async Task Of_instances_queues_and_dead_letters()
    {
        await using var hub = await HubConnection.OpenAsync(_portal);
        await hub.InvokeAsync("watchQueues");
        await hub.ExpectAsync("queueChanged", q => q.Text("name") == "billing");

        await hub.InvokeAsync("watchInstances");
        var instance = (await _portal.Api.PostJsonAsync("/api/instances", new { name = "hub-watched" })).Text("id");
        await hub.ExpectAsync("instanceChanged", i => i.Text("id") == instance && i.Text("state") == "running");

        await hub.InvokeAsync("watchDeadLetters");
        using var unknown = new HttpRequestMessage(HttpMethod.Post, "/api/queues/sales/messages") { Content = new StringContent("{}") };
        unknown.Headers.Add("Message-Type", "hub.unknown.v1");
        (await _portal.Api.SendAsync(unknown, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var letter = await hub.ExpectAsync("deadLetterChanged", d => d.Text("type") == "hub.unknown.v1");
        Assert.Equal("no-handler", letter.Text("reason"));
    }

    [Fact]
    public async Task Of_more_orders_than_one_write_holds()
    {
        var placed = new HashSet<string>();
        for (var i = 0; i < 12; i++)
            placed.UnionWith(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _portal.PlaceOrderAsync("One of many, with a long name " + new string('x', 60)))));
        await using var hub = await HubConnection.OpenAsync(_portal);

        await hub.InvokeAsync("watchOrders");

        while (placed.Count > 0)
            await hub.ExpectAsync("orderChanged", order => placed.Remove(order.Text("id")));
    }

    [Fact]
    public async Task That_there_is_no_such_order()
    {
        await using var hub = await HubConnection.OpenAsync(_portal);

        await hub.InvokeAsync("watchOrder", "no-such-order");

        Assert.Contains("no-such-order", await hub.ErrorAsync(), StringComparison.Ordinal);
    }
}
