using System.Buffers.Binary;

namespace Bench.Pages;

/// <summary>Operations that are over, the newest of them with very many results; and notes at the desk.</summary>
internal static class OperationRows
{
    public const string Large = "0123456789abcdef0123456789abcdef";

    private const int ChunkSize = 1000;
    private const int StateBytes = 10;

    public static void Write(string dataDirectory, int operations, int items, long now)
    {
        using var file = SeedFile.Open(dataDirectory, "operations.db");
        var started = $"{now} - ({operations} - n.i) * 60000";
        SeedFile.Each(file, operations, $"""
            INSERT INTO operation (Id, Kind, State, IsOver, Title, Total, Done, Failed, Skipped, FailedAgain, Canary, StageDone, StageFailedAgain, StageAt,
                StartedBy, StartedAt, UpdatedAt, EndedAt, Version)
            SELECT CASE n.i WHEN {operations - 1} THEN '{Large}' ELSE printf('%032x', n.i) END, n.i % 3, 3 + n.i % 2, 1, 'Replay dead letters', {items}, {items} - 100, 100, 0, 0, 0, 0, 0, 0,
                'admin', {started}, {started} + 5000, {started} + 5000, 9
            FROM n
            """);
        var large = file.Scalar($"SELECT Seq FROM operation WHERE Id = '{Large}'");
        file.Execute($"INSERT INTO operation_reason VALUES ({large}, 1, 'The queue is full')");
        using var insert = file.Prepare("""
            INSERT INTO operation_chunk (Operation, Number, FirstId, Waiting, Done, Skipped, Failed, FailedAgain, Ids, States) VALUES (?, ?, ?, 0, ?, 0, ?, 0, ?, ?)
            """);
        file.Execute("BEGIN IMMEDIATE");
        for (var number = 0; number < items / ChunkSize; number++)
        {
            // What failed is in the last chunk: whoever asks for it passes by all the others.
            var failed = number == (items / ChunkSize) - 1 ? 100 : 0;
            var (ids, states) = Chunk(number, failed, now);
            insert.Bind(1, large).Bind(2, number).Bind(3, 1 + ((long)number * ChunkSize)).Bind(4, ChunkSize - failed).Bind(5, failed).Bind(6, ids).Bind(7, states).Run();
        }

        file.Execute("COMMIT");
    }

    public static void Notes(string dataDirectory, int rows, long now)
    {
        using var notes = SeedFile.Open(dataDirectory, "desk-notes.db");
        SeedFile.Each(notes, rows, $"INSERT INTO note (group_id, note, owner, by, at, changes) SELECT printf('%016x', n.i), 'Known, see the wiki', 'anna', 'admin', {now}, 1 FROM n");
    }

    private static (byte[] Ids, byte[] States) Chunk(int number, int failed, long now)
    {
        var (ids, states) = (new byte[ChunkSize * sizeof(long)], new byte[ChunkSize * StateBytes]);
        for (var i = 0; i < ChunkSize; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(ids.AsSpan(i * sizeof(long)), 1 + ((long)number * ChunkSize) + i);
            var state = states.AsSpan(i * StateBytes, StateBytes);
            (state[0], state[1]) = i < failed ? ((byte)3, (byte)1) : ((byte)1, (byte)0);
            BinaryPrimitives.WriteInt64LittleEndian(state[2..], now - 1_000_000 + number);
        }

        return (ids, states);
    }
}
