using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Portal.Client.Sandbox;
using Unit.Compute;
using Unit.Portal.Support;

namespace Unit.Sandbox;

public class A_third_party_behaves
{
    private static readonly object _charge = new { reference = "order-1", amount = 5, currency = "EUR" };

    [Fact]
    public async Task As_one_that_is_down()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        await sandbox.BehaveAsync("payments", new { down = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.PostAsync("/sandbox/payments/charges", _charge, "k"));

        using var others = await sandbox.PostAsync("/sandbox/carriers/swift/rates", new { reference = "order-1" });
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.Empty(await sandbox.ItemsAsync("/api/sandbox/payments/charges"));
    }

    [Fact]
    public async Task As_one_that_fails()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        await sandbox.BehaveAsync("carriers", new { failureRate = 1.0 });

        using var failed = await sandbox.PostAsync("/sandbox/carriers/aero/labels", new { reference = "order-1" }, "k");
        await sandbox.BehaveAsync("carriers", new { failureRate = 0.0 });
        using var again = await sandbox.PostAsync("/sandbox/carriers/aero/labels", new { reference = "order-1" }, "k");

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Single(await sandbox.ItemsAsync("/api/sandbox/carriers/labels"));
    }

    [Fact]
    public async Task As_one_that_is_slow_and_charges_even_when_the_caller_has_hung_up()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path, time);
        await sandbox.BehaveAsync("payments", new { latencyMs = 400 });
        using var patience = new CancellationTokenSource();
        var calling = sandbox.Client.PostAsJsonAsync("/sandbox/payments/charges", _charge, patience.Token);
        await time.ArmedAsync();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        time.Advance(TimeSpan.FromMilliseconds(399));
        await time.ArmedAsync();
        Assert.Empty(await sandbox.ItemsAsync("/api/sandbox/payments/charges"));
        time.Advance(TimeSpan.FromMilliseconds(1));

        await Eventually.GetAsync(() => sandbox.ItemsAsync("/api/sandbox/payments/charges"), items => items.Count == 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task As_one_that_does_not_know_a_caller_without_its_key(string? key)
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        sandbox.Client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

        using var refused = await sandbox.PostAsync("/sandbox/payments/charges", _charge, "k");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData(-1, 0.0, "latencyMs")]
    [InlineData(60_001, 0.0, "latencyMs")]
    [InlineData(0, -0.1, "failureRate")]
    [InlineData(0, 1.1, "failureRate")]
    public async Task As_it_can_be_told_to_and_not_otherwise(int latencyMs, double failureRate, string field)
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        await sandbox.BehaveAsync("payments", new { latencyMs = 5, failureRate = 0.5 });

        using var refused = await sandbox.Client.PutAsJsonAsync("/api/sandbox/payments", new { latencyMs, failureRate }, SandboxHost.Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(field, await refused.Content.ReadAsStringAsync(SandboxHost.Token), StringComparison.Ordinal);
        var now = await sandbox.Client.GetFromJsonAsync<SandboxBehaviour>("/api/sandbox/payments", SandboxHost.Token);
        Assert.Equal(new SandboxBehaviour(5, 0.5), now);
    }

    [Fact]
    public async Task With_rates_that_tell_price_and_days()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);

        foreach (var carrier in (string[])["swift", "terra", "aero"])
        {
            using var rate = await sandbox.PostAsync($"/sandbox/carriers/{carrier}/rates", new { reference = "order-1", items = 3 });
            var body = await rate.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>(SandboxHost.Token);
            Assert.Equal(carrier, (string?)body!["carrier"]);
            Assert.True((decimal)body["price"]! > 0);
            Assert.True((int)body["days"]! > 0);
        }

        using var unknown = await sandbox.PostAsync("/sandbox/carriers/pigeon/rates", new { reference = "order-1" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
