using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Client.Instances;

namespace Unit.Compute.Service;

public class Over_http : ComputeTest
{
    [Fact]
    public async Task Work_is_accepted_with_a_location_and_the_instance_as_it_is_now()
    {
        using var client = Host.Client();

        using var launched = await client.PostAsJsonAsync("/api/instances", new { name = "web-1" }, ComputeHost.Token);

        Assert.Equal(HttpStatusCode.Accepted, launched.StatusCode);
        var instance = await launched.Content.ReadFromJsonAsync<JsonObject>(ComputeHost.Token);
        var id = (string)instance!["id"]!;
        Assert.Equal($"/api/instances/{id}", launched.Headers.Location?.ToString());
        Assert.Equal("pending", (string?)instance["state"]);
        Assert.False((bool)instance["protected"]!);
    }

    [Theory]
    [InlineData("{\"force\":true}")]
    [InlineData("{}")]
    [InlineData(null)]
    public async Task The_body_of_a_stop_may_be_absent(string? body)
    {
        await RestartAsync(null, ("Compute:Workloads:a:Command", "/bin/sh"), ("Compute:Workloads:a:Arguments:0", "-c"), ("Compute:Workloads:a:Arguments:1", "sleep 300"));
        var running = await Host.LaunchAsync("a");
        using var client = Host.Client();
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var stopped = await client.PostAsync($"/api/instances/{running.Id}/stop", content, ComputeHost.Token);

        Assert.Equal(HttpStatusCode.Accepted, stopped.StatusCode);
        await Host.UntilAsync(running.Id, InstanceState.Stopped);
    }

    [Fact]
    public async Task Protection_is_set_and_cleared()
    {
        var running = await Host.LaunchAsync();
        using var client = Host.Client();

        using var set = await client.PutAsJsonAsync($"/api/instances/{running.Id}/protection", new Dictionary<string, bool> { ["protected"] = true }, ComputeHost.Token);
        using var refused = await client.PostAsync($"/api/instances/{running.Id}/terminate", null, ComputeHost.Token);
        using var missing = await client.PutAsJsonAsync($"/api/instances/{running.Id}/protection", new { }, ComputeHost.Token);

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
    }

    [Fact]
    public async Task The_list_is_paged_newest_first()
    {
        var names = new List<string>();
        for (var i = 0; i < 5; i++)
            names.Add((await Host.Gateway.LaunchAsync(new LaunchInstance($"web-{i}", "gone"), "tester", ComputeHost.Token)).Value!.Id);
        using var client = Host.Client();

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonObject>($"/api/instances?limit=2{(next is null ? "" : "&after=" + next)}", ComputeHost.Token);
            seen.AddRange(page!["items"]!.AsArray().Select(i => (string)i!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null);

        Assert.Equal(names.Order(), seen.Order());
        var all = (await Host.Gateway.ListAsync(new(), ComputeHost.Token)).Value!.Items;
        Assert.Equal(all.Select(i => i.Id), seen);
        Assert.Equal(all.OrderByDescending(i => i.CreatedAt).Select(i => i.CreatedAt), all.Select(i => i.CreatedAt));
    }
}
