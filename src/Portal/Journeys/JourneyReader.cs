using Microsoft.Data.Sqlite;

namespace Portal.Journeys;

/// <summary>Reads what the recorder has kept, beside it: read-only connections, which never checkpoint.</summary>
internal sealed class JourneyReader(string directory, JourneyRecorder recorder)
{
    private const int MaxRows = 2000;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(directory, "journeys.db"),
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
    }.ToString();

    /// <summary>Everything that was kept of a conversation, up to what happened just now.</summary>
    public async Task<JourneyRow> ReadAsync(string correlationId, CancellationToken cancellationToken)
    {
        await recorder.FlushAsync().WaitAsync(cancellationToken);
        var all = new JourneyRow();
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT notes FROM journey WHERE correlation_id = $id ORDER BY seq LIMIT {MaxRows}";
        command.Parameters.AddWithValue("$id", correlationId);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = JourneyRow.Read((byte[])rows[0]);
            foreach (var (id, message) in row.Messages)
                all.Messages.TryAdd(id, message);
            all.Calls.AddRange(row.Calls);
        }

        return all;
    }
}
