namespace Messaging;

/// <summary>
/// Forgets what was handled long ago. An inbox has to remember longer than a message can come again: at least
/// <see cref="Retention"/>, and as long as there is a dead letter of that time that somebody may still replay.
/// </summary>
public sealed class InboxSweeper(IEnumerable<OutboxDatabase> databases, IBroker broker, TimeProvider time)
{
    /// <summary>The least time an entry is kept: 30 days.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private const int BatchSize = 1000;
    private static readonly TimeSpan _margin = TimeSpan.FromDays(1);

    /// <summary>Deletes what may be forgotten, in short transactions. Answers with how many entries.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Retention;
        if (await broker.OldestOpenDeadLetterAsync(cancellationToken) is { } oldest && oldest - _margin < before)
            before = oldest - _margin;
        var forgotten = 0;
        foreach (var database in databases)
            forgotten += await SweepAsync(database, before, cancellationToken);
        return forgotten;
    }

    private static async Task<int> SweepAsync(OutboxDatabase database, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var forgotten = 0;
        int deleted;
        do
        {
            // Message ids are time-ordered, so the oldest entries are found first and the scan ends early.
            using var pass = await database.Gate.EnterAsync(cancellationToken);
            await using var delete = connection.Command("""
                DELETE FROM inbox WHERE (message_id, handler) IN
                    (SELECT message_id, handler FROM inbox WHERE handled_at < @before LIMIT @max)
                """).With("@before", before.ToUnixTimeMilliseconds()).With("@max", BatchSize);
            deleted = await delete.ExecuteNonQueryAsync(cancellationToken);
            forgotten += deleted;
        }
        while (deleted == BatchSize);
        return forgotten;
    }
}
