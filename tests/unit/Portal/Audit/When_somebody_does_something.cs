using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Client.Sandbox;
using Portal.Client.Security;
using Portal.Security.Audit.Reading;
using Portal.Security.Audit.Recording;
using Portal.Security.Audit.Storing;
using Unit.Portal.Support;

namespace Unit.Portal.Audit;

/// <summary>With the portal's whole wiring: what is recorded of the calls of a circuit.</summary>
public sealed class When_somebody_does_something
{
    [Fact]
    public async Task Should_who_what_and_what_came_of_it_be_recorded()
    {
        await using var portal = WholePortal.Build();
        await using (var circuit = portal.CircuitOf(Access.Operator))
            circuit.ServiceProvider.GetRequiredService<ISandboxGateway>().Set("payments", new(LatencyMs: 4321));

        var entry = Assert.Single(await EntriesAsync(portal));

        Assert.Equal(("sandbox.set", "sandbox", "payments"), (entry.Action, entry.TargetKind, entry.Target));
        Assert.Equal(("somebody", AuditActor.Person, Access.Operator), (entry.Who, entry.WhoKind, entry.Role));
        Assert.Equal((AuditOutcome.Done, AuditVia.Page), (entry.Outcome, entry.Via));
        Assert.Equal("4321", entry.Arguments["latencyMs"]);
        Assert.Equal("4321", entry.After["latencyMs"]);
    }

    [Fact]
    public async Task Should_a_refusal_be_recorded_with_its_reason_whether_of_the_role_or_of_the_input()
    {
        await using var portal = WholePortal.Build();
        await using var viewer = portal.CircuitOf(Access.Viewer);
        viewer.ServiceProvider.GetRequiredService<ISandboxGateway>().Set("payments", new());
        await using var operatorHere = portal.CircuitOf(Access.Operator);
        operatorHere.ServiceProvider.GetRequiredService<ISandboxGateway>().Set("payments", new(FailureRate: 7));

        var entries = await EntriesAsync(portal);

        Assert.Equal([400, 403], entries.Select(entry => entry.Status));
        Assert.All(entries, entry => Assert.Equal(AuditOutcome.Refused, entry.Outcome));
        Assert.Contains("operator", entries[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_only_an_administrator_read_it_and_the_attempt_be_recorded()
    {
        await using var portal = WholePortal.Build();
        await using var viewer = portal.CircuitOf(Access.Operator);

        var refused = await viewer.ServiceProvider.GetRequiredService<IAuditGateway>().ListAsync(new(), new(), TestContext.Current.CancellationToken);

        Assert.Equal(403, refused.Problem?.Status);
        Assert.Equal("audit.list", Assert.Single(await EntriesAsync(portal)).Action);
        await using var admin = portal.CircuitOf(Access.Administrator);
        var audit = admin.ServiceProvider.GetRequiredService<IAuditGateway>();
        Assert.True((await audit.ListAsync(new(), new(), TestContext.Current.CancellationToken)).Succeeded);
        Assert.Single(await EntriesAsync(portal)); // reading is not recorded
        Assert.True((await audit.ExportAsync(new(Who: "anna"), "csv", TestContext.Current.CancellationToken)).Succeeded);
        Assert.Equal("anna", (await EntriesAsync(portal))[0].Arguments["who"]); // taking it away is
    }

    [Fact]
    public async Task Should_refusals_be_bounded_and_the_rest_be_counted()
    {
        await using var portal = WholePortal.Build();
        var time = new ManualTime();
        using var refusals = new AuditRefusals(portal.Services.GetRequiredService<AuditWriter>(), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditRefusals>.Instance);
        for (var i = 0; i < AuditRefusals.MaxOfStrangers + 50; i++)
            await refusals.RecordAsync(Refusal(new AuditSubject(AuditActor.Stranger, "unknown name"), $"10.0.{i / 10}.1"));
        for (var i = 0; i < AuditRefusals.MaxOfOne + 5; i++)
            await refusals.RecordAsync(Refusal(new AuditSubject(AuditActor.Person, "vera"), "10.9.9.9"));

        time.Advance(AuditRefusals.Window);
        await Until.IsAsync(() => EntriesAsync(portal), entries => entries.Any(entry => entry.Action == "audit.left-out"));

        var entries = await EntriesAsync(portal);
        Assert.Equal(AuditRefusals.MaxOfStrangers, entries.Count(entry => entry.WhoKind == AuditActor.Stranger));
        Assert.Equal(AuditRefusals.MaxOfOne, entries.Count(entry => entry.Who == "vera"));
        Assert.Equal("55", entries.Single(entry => entry.Action == "audit.left-out").Arguments["session.sign-in"]);
    }

    private static AuditRecord Refusal(AuditSubject by, string address) =>
        new() { Action = "session.sign-in", By = by, From = new AuditOrigin(AuditVia.Page, address), Outcome = AuditOutcome.Refused };

    private static async Task<List<AuditEntry>> EntriesAsync(WholePortal portal)
    {
        var page = await portal.Services.GetRequiredService<AuditGateway>().ListAsync(new(), new PageRequest(500), TestContext.Current.CancellationToken);
        return [.. page.Value!.Items.Where(entry => entry.Action != PortalActions.Start)];
    }
}
