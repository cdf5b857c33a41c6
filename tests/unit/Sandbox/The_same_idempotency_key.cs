using System.Net;
using Unit.Compute;

namespace Unit.Sandbox;

public class The_same_idempotency_key
{
    private static readonly object _charge = new { reference = "order-1", amount = 12.5, currency = "EUR", card = "4242424242424242" };

    [Fact]
    public async Task Gets_the_same_answer_and_one_charge()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => BodyAsync(sandbox.PostAsync("/sandbox/payments/charges", _charge, "k"))));

        Assert.Single(answers.Distinct());
        var charge = Assert.Single(await sandbox.ItemsAsync("/api/sandbox/payments/charges?reference=order-1"));
        Assert.Equal(12.5m, (decimal)charge!["amount"]!);
    }

    [Fact]
    public async Task Is_remembered_across_a_restart()
    {
        using var folder = new TemporaryFolder();
        string first;
        await using (var sandbox = await SandboxHost.StartAsync(folder.Path))
            first = await BodyAsync(sandbox.PostAsync("/sandbox/payments/charges", _charge, "k"));

        await using var restarted = await SandboxHost.StartAsync(folder.Path);

        Assert.Equal(first, await BodyAsync(restarted.PostAsync("/sandbox/payments/charges", _charge, "k")));
        Assert.Single(await restarted.ItemsAsync("/api/sandbox/payments/charges?reference=order-1"));
    }

    [Fact]
    public async Task With_another_request_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        using var first = await sandbox.PostAsync("/sandbox/payments/charges", _charge, "k");

        using var other = await sandbox.PostAsync("/sandbox/payments/charges", new { reference = "order-2", amount = 1, currency = "EUR" }, "k");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Single(await sandbox.ItemsAsync("/api/sandbox/payments/charges"));
    }

    [Fact]
    public async Task Makes_one_label()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);

        var first = await BodyAsync(sandbox.PostAsync("/sandbox/carriers/terra/labels", new { reference = "order-1", items = 2 }, "k"));
        var again = await BodyAsync(sandbox.PostAsync("/sandbox/carriers/terra/labels", new { reference = "order-1", items = 2 }, "k"));

        Assert.Equal(first, again);
        var label = Assert.Single(await sandbox.ItemsAsync("/api/sandbox/carriers/labels?reference=order-1"));
        Assert.StartsWith("TE", (string?)label!["trackingNumber"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_the_same_refusal_of_a_declined_card()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxHost.StartAsync(folder.Path);
        var declined = new { reference = "order-1", amount = 5, currency = "EUR", card = "4000000000000002" };

        using var first = await sandbox.PostAsync("/sandbox/payments/charges", declined, "k");
        using var again = await sandbox.PostAsync("/sandbox/payments/charges", declined, "k");

        Assert.Equal(HttpStatusCode.PaymentRequired, first.StatusCode);
        Assert.Equal(HttpStatusCode.PaymentRequired, again.StatusCode);
        Assert.Contains("\"declined\":true", await again.Content.ReadAsStringAsync(SandboxHost.Token), StringComparison.Ordinal);
        var charge = Assert.Single(await sandbox.ItemsAsync("/api/sandbox/payments/charges?reference=order-1"));
        Assert.Equal("declined", (string?)charge!["status"]);
    }

    private static async Task<string> BodyAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadAsStringAsync(SandboxHost.Token);
    }
}
