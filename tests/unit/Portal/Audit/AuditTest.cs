using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Security.Audit.Reading;
using Portal.Security.Audit.Storing;
using Unit.Portal.Support;

namespace Unit.Portal.Audit;

/// <summary>An audit of its own, in a real file.</summary>
public abstract class AuditTest : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private protected readonly SettableTime _time = new();

    private protected AuditTest() => Writer = Start();

    private protected AuditWriter Writer { get; private set; }

    public void Dispose()
    {
        Writer.Dispose();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Restart()
    {
        Writer.Dispose();
        Writer = Start();
    }

    private protected async Task<List<AuditEntry>> ListAsync(AuditFilter? filter = null)
    {
        using var gateway = Gateway();
        var page = await gateway.ListAsync(filter ?? new AuditFilter(), new PageRequest(500), TestContext.Current.CancellationToken);
        return [.. page.Value!.Items.Where(entry => entry.Action is not (PortalActions.Start or PortalActions.Stop))];
    }

    private protected AuditGateway Gateway() => new(new AuditReader(Writer), TimeProvider.System);

    private protected async Task<AuditCheck> VerifyAsync()
    {
        using var gateway = Gateway();
        return (await gateway.VerifyAsync(TestContext.Current.CancellationToken)).Value!;
    }

    /// <summary>Somebody with access to the file.</summary>
    private protected void Sql(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Writer.Path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private protected static AuditRecord Record(string action = "queue.purge", string who = "anna", string? target = "sales", AuditOutcome? outcome = AuditOutcome.Done) => new()
    {
        Action = action,
        TargetKind = action.Split('.')[0],
        Target = target,
        By = new AuditSubject(AuditActor.Person, who, null, "administrator"),
        From = new AuditOrigin(AuditVia.Page, "10.1.2.3"),
        Outcome = outcome,
    };

    private AuditWriter Start() => new(_directory.Path, _time, NullLogger<AuditWriter>.Instance);
}
