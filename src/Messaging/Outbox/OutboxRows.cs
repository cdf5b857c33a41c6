namespace Messaging;

/// <summary>The rows of one outbox, as the relay reads and deletes them.</summary>
internal sealed class OutboxRows(OutboxDatabase database)
{
    /// <summary>The messages after a number, in the order of their numbers, and the number of the last.</summary>
    public async Task<(List<OutgoingMessage> Batch, long Last)> ReadAsync(long after, int max, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection
            .Command("SELECT seq, destination, due_at, head, body FROM outbox WHERE seq > @after ORDER BY seq LIMIT @max")
            .With("@after", after)
            .With("@max", max);
        var batch = new List<OutgoingMessage>();
        var last = after;
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            last = rows.GetInt64(0);
            batch.Add(new OutgoingMessage(
                Destination.Parse(rows.GetString(1)),
                MessageHead.Read((byte[])rows[3], (byte[])rows[4]),
                rows.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2))));
        }

        return (batch, last);
    }

    /// <summary>Deletes the messages up to a number: together with other work where the database's writer can, else behind the gate.</summary>
    public async Task DeleteAsync(long upTo)
    {
        if (database.DeleteUpToAsync is { } delete)
        {
            await delete(upTo);
            return;
        }

        await using var connection = await database.OpenAsync(CancellationToken.None);
        using var pass = await database.Gate.EnterAsync(CancellationToken.None);
        await using var command = connection.Command("DELETE FROM outbox WHERE seq <= @last").With("@last", upTo);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
