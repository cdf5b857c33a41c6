namespace Messaging.Embedded;

/// <summary>Writes dead letters; used by the writer's thread only, inside its transaction.</summary>
internal sealed class DeadLetterTable
{
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _setStatus;
    private readonly SqliteStatement _appendEvent;
    private readonly SqliteStatement _content;
    private readonly SqliteConnection _connection;

    public DeadLetterTable(SqliteConnection connection)
    {
        _connection = connection;
        _find = connection.Prepare($"SELECT {DeadLetterRow.Columns} FROM dead_letter WHERE queue = ? AND message_id = ?");
        _insert = connection.Prepare("""
            INSERT INTO dead_letter (queue, message_id, type, reason, exception_type, exception_message, details, attempts,
                first_failed_at, failed_at, status, version, head, body, held_key, held_seq)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, 0, 1, ?10, ?11, ?12, ?13)
            """);
        _update = connection.Prepare("""
            UPDATE dead_letter SET reason = ?2, exception_type = ?3, exception_message = ?4, details = ?5, attempts = ?6,
                failed_at = ?7, status = 0, version = version + 1, head = ?8, body = ?9, held_key = ?10, held_seq = ?11
            WHERE id = ?1
            """);
        _setStatus = connection.Prepare("UPDATE dead_letter SET status = ?2, version = version + 1 WHERE id = ?1");
        _appendEvent = connection.Prepare("INSERT INTO dead_letter_event (dead_letter_id, at, what, by, note) VALUES (?, ?, ?, ?, ?)");
        _content = connection.Prepare($"SELECT {DeadLetterRow.Columns}, head, body, held_seq FROM dead_letter WHERE id = ?");
    }

    /// <summary>
    /// Records a failure: a new record, or the one this message already has at this queue, with its history. The flag says
    /// whether it counts as one more failed dead letter.
    /// </summary>
    /// <param name="queue">The queue it failed in.</param>
    /// <param name="message">The message.</param>
    /// <param name="attempts">Deliveries so far.</param>
    /// <param name="failure">Why.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="holding">The message as it was in the queue, when its key waits until somebody has dealt with it.</param>
    public (DeadLetter DeadLetter, bool IsOneMore) Record(
        string queue, Message message, int attempts, Failure failure, long now, Entry? holding = null)
    {
        var head = MessageHead.Write(message);
        var known = Find(queue, message.Id);
        long id;
        if (known is null)
        {
            _insert.Bind(1, queue).Bind(2, message.Id).Bind(3, message.Type).Bind(4, failure.Reason).Bind(5, failure.ExceptionType)
                .Bind(6, failure.ExceptionMessage).Bind(7, failure.Details).Bind(8, attempts).Bind(9, now)
                .Bind(10, head).Bind(11, message.Body.Span).Bind(12, holding?.Key).Bind(13, holding?.Sequence).Run();
            id = _connection.LastInsertRowId;
        }
        else
        {
            id = known.Id;
            _update.Bind(1, id).Bind(2, failure.Reason).Bind(3, failure.ExceptionType).Bind(4, failure.ExceptionMessage)
                .Bind(5, failure.Details).Bind(6, attempts).Bind(7, now).Bind(8, head).Bind(9, message.Body.Span)
                .Bind(10, holding?.Key).Bind(11, holding?.Sequence).Run();
        }

        AppendEvent(id, now, "failed", null, failure.ExceptionMessage ?? failure.Reason);
        return (Find(queue, message.Id)!, known is not { Status: DeadLetterStatus.Failed });
    }

    public DeadLetter? Find(string queue, string messageId)
    {
        _find.Bind(1, queue).Bind(2, messageId);
        var found = _find.Step() ? DeadLetterRow.Read(_find) : null;
        _find.Reset();
        return found;
    }

    /// <summary>A dead letter with its message, and the place in the queue it goes back to when it holds its key.</summary>
    public (DeadLetter DeadLetter, Message Message, long? Held)? Content(long id)
    {
        _content.Bind(1, id);
        (DeadLetter, Message, long?)? found = _content.Step()
            ? (DeadLetterRow.Read(_content), DeadLetterRow.ReadMessage(_content), _content.NullableInt64(DeadLetterRow.AfterBody))
            : null;
        _content.Reset();
        return found;
    }

    public DeadLetter SetStatus(DeadLetter letter, DeadLetterStatus status, long now, string? by)
    {
        _setStatus.Bind(1, letter.Id).Bind(2, (long)status).Run();
        AppendEvent(letter.Id, now, status == DeadLetterStatus.Replayed ? "replayed" : "resolved", by, null);
        return letter with { Status = status, Version = letter.Version + 1 };
    }

    private void AppendEvent(long id, long at, string what, string? by, string? note) =>
        _appendEvent.Bind(1, id).Bind(2, at).Bind(3, what).Bind(4, by).Bind(5, note).Run();
}
