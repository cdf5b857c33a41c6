namespace Portal.Data;

/// <summary>Brings one database to the present schema; all run, in turn, before anything else starts.</summary>
internal interface IDatabaseMigration
{
    Task RunAsync(CancellationToken cancellationToken);
}
