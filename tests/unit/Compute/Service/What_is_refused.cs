using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Client.Contracts;
using Portal.Client.Instances;

namespace Unit.Compute.Service;

public class What_is_refused : ComputeTest
{
    [Theory]
    [InlineData(null, null, "name")]
    [InlineData("", null, "name")]
    [InlineData("-web", null, "name")]
    [InlineData("web 1", null, "name")]
    [InlineData("web-1\n", null, "name")]
    [InlineData("web-1", "rm -rf /", "workload")]
    public async Task Bad_input_names_its_field(string? name, string? workload, string field)
    {
        var outcome = await Host.Gateway.LaunchAsync(new LaunchInstance(name, workload), "tester", ComputeHost.Token);

        Assert.Equal(400, outcome.Problem?.Status);
        Assert.Equal(field, Assert.Single(outcome.Problem!.Errors!).Key);
        Assert.Empty((await Host.Gateway.ListAsync(new PageRequest(), ComputeHost.Token)).Value!.Items);
    }

    [Fact]
    public async Task A_protected_instance_names_the_attribute_to_change()
    {
        var running = await Host.LaunchAsync();
        await Host.Gateway.ProtectAsync(running.Id, isProtected: true, "tester", ComputeHost.Token);

        foreach (var action in (InstanceAction[])[InstanceAction.Stop, InstanceAction.Reboot, InstanceAction.Terminate])
        {
            var refused = await Host.Gateway.RequestAsync(running.Id, action, force: false, "tester", ComputeHost.Token);
            Assert.Equal(409, refused.Problem?.Status);
            Assert.Contains("'protected'", refused.Problem?.Detail, StringComparison.Ordinal);
        }

        await Host.Gateway.ProtectAsync(running.Id, isProtected: false, "tester", ComputeHost.Token);
        Assert.True((await Host.Gateway.RequestAsync(running.Id, InstanceAction.Stop, force: false, "tester", ComputeHost.Token)).Succeeded);
    }

    [Fact]
    public async Task An_action_that_the_state_does_not_allow_names_the_state()
    {
        var running = await Host.LaunchAsync();

        var refused = await Host.Gateway.RequestAsync(running.Id, InstanceAction.Start, force: false, "tester", ComputeHost.Token);

        Assert.Equal(409, refused.Problem?.Status);
        Assert.Contains("is running; start is allowed when it is stopped", refused.Problem?.Detail, StringComparison.Ordinal);
        Assert.Equal(running, await Host.Gateway.FindAsync(running.Id, ComputeHost.Token));
    }

    [Fact]
    public async Task Over_http_it_is_a_problem_document()
    {
        using var client = Host.Client();

        using var missing = await client.PostAsync("/api/instances/i-none/stop", null, ComputeHost.Token);
        using var invalid = await client.PostAsJsonAsync("/api/instances", new { name = "?" }, ComputeHost.Token);

        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("application/problem+json", missing.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
        var problem = await invalid.Content.ReadFromJsonAsync<JsonObject>(ComputeHost.Token);
        Assert.NotNull(problem?["errors"]?["name"]);
    }
}
