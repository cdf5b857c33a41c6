using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Operations.Bulk.Data;

/// <summary>What an operation covers, as every batch reads and writes it.</summary>
internal static class ChunkTable
{
    private const string Columns = "Operation, Number, FirstId, Waiting, Done, Skipped, Failed, FailedAgain, Ids, States";

    // A draft has the number of the operation it may become; numbers of drafts that were given up are not used again.
    private const string NextSeq = """
        SELECT 1 + MAX((SELECT COALESCE(MAX(Seq), 0) FROM operation), (SELECT COALESCE(MAX(Operation), 0) FROM operation_chunk),
            (SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'operation'))
        """;

    private const string Insert = $"""
        INSERT INTO operation_chunk ({Columns}) VALUES ($1, $2, $3, $4, 0, 0, 0, 0, $5, $6)
        """;

    private const string SelectOf = $"""
        SELECT {Columns} FROM operation_chunk WHERE Operation = $1 AND FirstId <= $2 ORDER BY FirstId DESC LIMIT 1
        """;

    private const string Update = """
        UPDATE operation_chunk SET Waiting = $3, Done = $4, Skipped = $5, Failed = $6, FailedAgain = $7, States = $8
        WHERE Operation = $1 AND Number = $2
        """;

    private const string SelectReason = "SELECT Number FROM operation_reason WHERE Operation = $1 AND Words = $2";
    private const string CountReasons = "SELECT COUNT(*) FROM operation_reason WHERE Operation = $1";
    private const string InsertReason = "INSERT INTO operation_reason (Operation, Number, Words) VALUES ($1, $2, $3)";
    private const string LastReason = "Another reason: there were too many to keep each.";

    public static long NextOperation(this Work<OperationsDbContext> work) => work.Sql(NextSeq).Number()!.Value;

    public static void AddChunk(this Work<OperationsDbContext> work, long operation, int number, ReadOnlySpan<long> ids) => work.Sql(Insert)
        .Run(operation, number, ids[0], ids.Length, ChunkItems.PackIds(ids), ChunkItems.NewStates(ids.Length));

    /// <summary>The chunk that has the dead letter, if any has.</summary>
    public static OperationChunk? FindChunk(this Work<OperationsDbContext> work, long operation, long id) =>
        work.Sql(SelectOf).First(Read, operation, id);

    public static void Save(this Work<OperationsDbContext> work, OperationChunk chunk) => work.Sql(Update).Run(
        chunk.Operation, chunk.Number, chunk.Waiting, chunk.Done, chunk.Skipped, chunk.Failed, chunk.FailedAgain, chunk.States);

    /// <summary>The number under which the words are kept; 0 for none.</summary>
    public static int ReasonNumber(this Work<OperationsDbContext> work, long operation, string? words)
    {
        if (words is null)
            return 0;
        if (work.Sql(SelectReason).Number(operation, words) is { } known)
            return (int)known;
        var count = (int)work.Sql(CountReasons).Number(operation)!.Value;
        if (count >= OperationReason.Max)
            return OperationReason.Max;
        work.Sql(InsertReason).Run(operation, count + 1, count + 1 == OperationReason.Max ? LastReason : words);
        return count + 1;
    }

    /// <summary>Deletes what was taken down for an operation that did not come to be.</summary>
    public static int DeleteDrafts(this Work<OperationsDbContext> work) =>
        work.Sql("DELETE FROM operation_chunk WHERE Operation NOT IN (SELECT Seq FROM operation)").Run();

    public static int Mark(this Work<OperationsDbContext> work, OperationMark mark) => work.Sql("""
        INSERT INTO operation_mark (Id, Store, Position) VALUES (1, $1, $2)
        ON CONFLICT (Id) DO UPDATE SET Store = excluded.Store, Position = excluded.Position
        """).Run(mark.Store, mark.Position);

    private static OperationChunk Read(SqliteDataReader row) => new()
    {
        Operation = row.GetInt64(0),
        Number = row.GetInt32(1),
        FirstId = row.GetInt64(2),
        Waiting = row.GetInt32(3),
        Done = row.GetInt32(4),
        Skipped = row.GetInt32(5),
        Failed = row.GetInt32(6),
        FailedAgain = row.GetInt32(7),
        Ids = row.GetFieldValue<byte[]>(8),
        States = row.GetFieldValue<byte[]>(9),
    };
}
