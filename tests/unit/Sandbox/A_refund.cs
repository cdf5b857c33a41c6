using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Unit.Compute;

namespace Unit.Sandbox;

public class A_refund
{
    [Fact]
    public async Task Is_given_once_whatever_the_key()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        using var charged = await sandbox.PostAsync("/sandbox/payments/charges", new { reference = "order-1", amount = 7, currency = "EUR" }, "c");
        var chargeId = (string)(await charged.Content.ReadFromJsonAsync<JsonObject>(SandboxHost.Token))!["id"]!;

        using var first = await sandbox.PostAsync("/sandbox/payments/refunds", new { chargeId, reference = "order-1" }, "r1");
        using var again = await sandbox.PostAsync("/sandbox/payments/refunds", new { chargeId, reference = "order-1" }, "r2");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(SandboxHost.Token), await again.Content.ReadAsStringAsync(SandboxHost.Token));
        var refund = Assert.Single(await sandbox.ItemsAsync("/api/sandbox/payments/refunds?reference=order-1"));
        var charge = Assert.Single(await sandbox.ItemsAsync("/api/sandbox/payments/charges?reference=order-1"));
        Assert.Equal((string?)refund!["id"], (string?)charge!["refundId"]);
    }

    [Fact]
    public async Task Of_an_unknown_charge_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);

        using var refused = await sandbox.PostAsync("/sandbox/payments/refunds", new { chargeId = "ch_none", reference = "order-1" }, "r");

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }
}
