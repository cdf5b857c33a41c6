using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Audit;
using Portal.Client.Overview;
using Portal.Client.Sandbox;
using Portal.Client.Security;
using Portal.Security.Audit.Storing;
using Portal.Storage;
using Unit.Portal.Support;

namespace Unit.Portal.Audit;

public sealed class When_the_audit_cannot_be_written : AuditTest
{
    [Fact]
    public async Task Should_nothing_be_done_and_the_answer_be_503_until_it_can_again()
    {
        await using var portal = WholePortal.Build();
        await using var circuit = portal.CircuitOf(Access.Operator);
        var sandbox = circuit.ServiceProvider.GetRequiredService<ISandboxGateway>();
        Assert.True(sandbox.Set("payments", new(LatencyMs: 1)).Succeeded);
        var path = portal.Services.GetRequiredService<AuditWriter>().Path;

        Sql(path, "ALTER TABLE record RENAME TO away");
        var refused = sandbox.Set("payments", new(LatencyMs: 2));

        Assert.Equal(503, refused.Problem?.Status);
        Assert.Equal(1, sandbox.Get("payments").LatencyMs);
        var storage = portal.Services.GetRequiredService<StorageHealth>();
        Assert.Equal((StorageTroubleKind.NotWritten, AuditWriter.FileName), storage.Troubles() is [var one] ? (one.Kind, one.File) : default);

        Sql(path, "ALTER TABLE away RENAME TO record");
        portal.Services.GetRequiredService<AuditWriter>().TryAgain();
        await Until.TrueAsync(() => storage.Troubles().Count == 0);
        Assert.True(sandbox.Set("payments", new(LatencyMs: 3)).Succeeded);
    }

    [Fact]
    public async Task Should_what_has_happened_be_kept_and_written_as_soon_as_it_can()
    {
        var begun = await Writer.AppendAsync(Record(outcome: null));
        Sql("ALTER TABLE record RENAME TO away");

        await Writer.AppendOutcomeAsync(Record() with { Begun = begun }); // does not throw: it has happened
        await Assert.ThrowsAsync<AuditUnavailableException>(() => Writer.AppendAsync(Record()));
        Sql("ALTER TABLE away RENAME TO record");
        await Writer.AppendAsync(Record("queue.pause"));

        Assert.Equal(["queue.pause", "queue.purge"], (await ListAsync()).Select(entry => entry.Action));
        Assert.True((await VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Should_an_action_without_an_outcome_be_ended_by_the_next_start()
    {
        var done = await Writer.AppendAsync(Record("queue.pause", outcome: null));
        await Writer.AppendOutcomeAsync(Record("queue.pause") with { Begun = done });
        await Writer.AppendAsync(Record("queue.purge", "bert", outcome: null)); // and then the process is killed

        Restart();
        await Writer.AppendAsync(Record("queue.resume"));
        Restart();
        await Writer.AppendAsync(Record("queue.resume"));

        var entries = await ListAsync();
        var interrupted = Assert.Single(entries, entry => entry.Outcome == AuditOutcome.Interrupted);
        Assert.Equal(("queue.purge", "bert", "sales", "10.1.2.3"), (interrupted.Action, interrupted.Who, interrupted.Target, interrupted.Address));
        Assert.True((await VerifyAsync()).Holds);
    }

    private static void Sql(string path, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
