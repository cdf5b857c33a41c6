using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Client.Contracts;
using Portal.Client.Instances;

namespace Unit.Compute.Service;

public class What_happened_to_an_instance : ComputeTest
{
    [Fact]
    public async Task Is_written_down_with_who_asked_and_what_came_of_it()
    {
        var running = await Host.LaunchAsync();
        await Host.Gateway.ProtectAsync(running.Id, isProtected: true, "ann", ComputeHost.Token);
        await Host.Gateway.ProtectAsync(running.Id, isProtected: false, "ann", ComputeHost.Token);
        await Host.RequestAsync(running, InstanceAction.Stop);
        var stopped = await Host.UntilAsync(running.Id, InstanceState.Stopped);

        var history = (await Host.Gateway.HistoryAsync(running.Id, new PageRequest(), ComputeHost.Token)).Value!.Items;

        Assert.Equal(["launch", "launched", "protect", "unprotect", "stop", "stopped"], history.Reverse().Select(h => h.What));
        Assert.Equal(["tester", null, "ann", "ann", "tester", null], history.Reverse().Select(h => h.By));
        Assert.Equal(stopped.Version, history[0].Version);
        Assert.Equal("Client.UserInitiatedShutdown", history[0].Reason?.Code);
    }

    [Fact]
    public async Task Is_told_over_http_in_pages()
    {
        var running = await Host.LaunchAsync();
        using var client = Host.Client();
        var first = await client.GetFromJsonAsync<JsonObject>($"/api/instances/{running.Id}/history?limit=1", ComputeHost.Token);
        var second = await client.GetFromJsonAsync<JsonObject>($"/api/instances/{running.Id}/history?limit=1&after={first!["next"]}", ComputeHost.Token);
        Assert.Equal("launched", (string?)first["items"]![0]!["what"]);
        Assert.Equal("launch", (string?)second!["items"]![0]!["what"]);
        Assert.Null(second["next"]);
        using var none = await client.GetAsync("/api/instances/i-none/history", ComputeHost.Token);
        Assert.Equal(404, (int)none.StatusCode);
    }

    [Fact]
    public async Task Its_state_is_as_old_as_the_state_and_not_as_its_protection()
    {
        var running = await Host.LaunchAsync();
        var guarded = (await Host.Gateway.ProtectAsync(running.Id, isProtected: true, "ann", ComputeHost.Token)).Value!;
        Assert.Equal(running.StateSince, guarded.StateSince);
        Assert.NotNull(guarded.StartedAt);
        await Host.Gateway.ProtectAsync(running.Id, isProtected: false, "ann", ComputeHost.Token);
        await Host.RequestAsync(running, InstanceAction.Stop);
        Assert.Null((await Host.UntilAsync(running.Id, InstanceState.Stopped)).StartedAt);
    }

    [Fact]
    public async Task The_log_is_read_and_downloaded_and_only_that_of_an_instance()
    {
        var running = await Host.LaunchAsync();
        await Host.PrintsAsync(running, "ready");
        using var client = Host.Client();
        using var log = await client.GetAsync($"/api/instances/{running.Id}/log", ComputeHost.Token);
        Assert.Contains("ready", await log.Content.ReadAsStringAsync(ComputeHost.Token), StringComparison.Ordinal);
        Assert.Equal("attachment", log.Content.Headers.ContentDisposition?.DispositionType);
        using var other = await client.GetAsync("/api/instances/..%2F..%2Fetc/log", ComputeHost.Token);
        Assert.Equal(404, (int)other.StatusCode);
    }
}
