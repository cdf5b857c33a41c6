using Microsoft.Data.Sqlite;
using Portal.Client.Operations;
using Portal.Data;

namespace Portal.Operations.Bulk.Data;

/// <summary>The statements that every batch runs, in place of the context's. Pages read through the context.</summary>
internal static class OperationTable
{
    private const string Insert = """
        INSERT INTO operation (Seq, Id, Kind, State, IsOver, Title, Total, Done, Failed, Skipped, FailedAgain, RatePerSecond, Canary,
            Stage, StageDone, StageFailedAgain, StageAt, Queue, Filter, StartedBy, StartedAt, UpdatedAt, Version)
        VALUES ($1, $2, $3, $4, 0, $5, $6, 0, 0, 0, 0, $7, $8, $9, 0, 0, $10, $11, $12, $13, $14, $15, $16)
        """;

    private const string Select = """
        SELECT Seq, Id, Kind, State, IsOver, Title, Total, Done, Failed, Skipped, FailedAgain, RatePerSecond, Canary, Stage, StageDone,
            StageFailedAgain, StageAt, Queue, Filter, StartedBy, StartedAt, UpdatedAt, EndedAt, Words, Version
        FROM operation WHERE Id = $1
        """;

    private const string Update = """
        UPDATE operation SET State = $2, IsOver = $3, Done = $4, Failed = $5, Skipped = $6, FailedAgain = $7, Stage = $8, StageDone = $9,
            StageFailedAgain = $10, StageAt = $11, UpdatedAt = $12, EndedAt = $13, Words = $14, Version = $15
        WHERE Seq = $1
        """;

    public static void Add(this Work<OperationsDbContext> work, Operation operation) => work.Sql(Insert).Run(
        operation.Seq,
        operation.Id,
        (int)operation.Kind,
        (int)operation.State,
        operation.Title,
        operation.Total,
        operation.RatePerSecond,
        operation.Canary,
        operation.Stage,
        operation.StageAt,
        operation.Queue,
        operation.Filter,
        operation.StartedBy,
        operation.StartedAt,
        operation.UpdatedAt,
        operation.Version);

    public static Operation? FindOperation(this Work<OperationsDbContext> work, string id) => work.Sql(Select).First(Read, id);

    /// <summary>Stores what can change of an operation.</summary>
    public static void Save(this Work<OperationsDbContext> work, Operation operation) => work.Sql(Update).Run(
        operation.Seq,
        (int)operation.State,
        operation.IsOver,
        operation.Done,
        operation.Failed,
        operation.Skipped,
        operation.FailedAgain,
        operation.Stage,
        operation.StageDone,
        operation.StageFailedAgain,
        operation.StageAt,
        operation.UpdatedAt,
        operation.EndedAt,
        operation.Words,
        operation.Version);

    private static Operation Read(SqliteDataReader row) => new()
    {
        Seq = row.GetInt64(0),
        Id = row.GetString(1),
        Kind = (OperationKind)row.GetInt32(2),
        State = (OperationState)row.GetInt32(3),
        IsOver = row.GetInt32(4),
        Title = row.GetString(5),
        Total = row.GetInt64(6),
        Done = row.GetInt64(7),
        Failed = row.GetInt64(8),
        Skipped = row.GetInt64(9),
        FailedAgain = row.GetInt64(10),
        RatePerSecond = row.IsDBNull(11) ? null : row.GetDouble(11),
        Canary = row.GetBoolean(12),
        Stage = (int?)row.NumberOrNull(13),
        StageDone = row.GetInt64(14),
        StageFailedAgain = row.GetInt64(15),
        StageAt = row.GetInt64(16),
        Queue = row.TextOrNull(17),
        Filter = row.TextOrNull(18),
        StartedBy = row.GetString(19),
        StartedAt = row.GetInt64(20),
        UpdatedAt = row.GetInt64(21),
        EndedAt = row.NumberOrNull(22),
        Words = row.TextOrNull(23),
        Version = row.GetInt64(24),
    };
}
