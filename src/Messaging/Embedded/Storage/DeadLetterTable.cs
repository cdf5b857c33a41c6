namespace Messaging.Embedded;

/// <summary>
/// Writes dead letters; used by the writer's thread only, inside its transaction. Every change also appends to the history
/// (<c>dead_letter_event</c>), whose row numbers only grow: so the history is the log of changes, too, that
/// <see cref="DeadLetterLogReader"/> reads, and nothing has to be written for that.
/// </summary>
internal sealed class DeadLetterTable
{
    private const string HeldColumns = "held_key, held_seq, was_resolved";

    private readonly SqliteStatement _find;
    private readonly SqliteStatement _findById;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _resolve;
    private readonly SqliteStatement _act;
    private readonly SqliteStatement _appendEvent;
    private readonly SqliteStatement _content;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteEvents;
    private readonly SqliteStatement _holders;
    private readonly SqliteStatement _partOf;
    private readonly SqliteStatement _replayed;
    private readonly SqliteConnection _connection;

    public DeadLetterTable(SqliteConnection connection)
    {
        _connection = connection;
        _find = connection.Prepare($"SELECT {DeadLetterRow.Columns} FROM dead_letter WHERE queue = ? AND message_id = ?");
        _findById = connection.Prepare($"SELECT {DeadLetterRow.Columns}, {HeldColumns} FROM dead_letter WHERE id = ?");
        _insert = connection.Prepare("""
            INSERT INTO dead_letter (queue, message_id, type, reason, exception_type, exception_message, details, attempts,
                first_failed_at, failed_at, status, version, head, body, held_key, held_seq)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, 0, 1, ?10, ?11, ?12, ?13)
            """);
        _update = connection.Prepare("""
            UPDATE dead_letter SET reason = ?2, exception_type = ?3, exception_message = ?4, details = ?5, attempts = ?6,
                failed_at = ?7, status = 0, status_at = NULL, version = version + 1, failures = failures + 1,
                head = ?8, body = ?9, held_key = ?10, held_seq = ?11
            WHERE id = ?1
            """);
        _resolve = connection.Prepare("UPDATE dead_letter SET status = ?2, status_at = ?3, version = version + 1 WHERE id = ?1");
        _act = connection.Prepare("""
            UPDATE dead_letter SET status = ?2, status_at = ?3, version = version + 1, replayed_at = ?4, last_by = ?5, last_operation = ?6,
                edited_to = ?7, queue = ?8, was_resolved = ?9, held_key = NULL, held_seq = NULL
            WHERE id = ?1
            """);
        _appendEvent = connection.Prepare("INSERT INTO dead_letter_event (dead_letter_id, at, what, by, note, operation) VALUES (?, ?, ?, ?, ?, ?)");
        _content = connection.Prepare($"SELECT {DeadLetterRow.Columns}, head, body FROM dead_letter WHERE id = ?");
        _delete = connection.Prepare("DELETE FROM dead_letter WHERE id = ?");
        _deleteEvents = connection.Prepare("DELETE FROM dead_letter_event WHERE dead_letter_id = ?1 AND rowid < ?2");
        _holders = connection.Prepare("SELECT COUNT(*) FROM dead_letter WHERE queue = ? AND held_key = ? AND status = 0");
        _replayed = connection.Prepare($"SELECT {DeadLetterRow.Columns} FROM dead_letter WHERE status = 2 AND queue = ?");
        _partOf = connection.Prepare("SELECT COUNT(*) FROM dead_letter_event WHERE dead_letter_id = ? AND operation = ?");
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
        var at = DeadLetterRow.Time(now);
        var known = Find(queue, message.Id);
        DeadLetter letter;
        if (known is null)
        {
            _insert.Bind(1, queue).Bind(2, message.Id).Bind(3, message.Type).Bind(4, failure.Reason).Bind(5, failure.ExceptionType)
                .Bind(6, failure.ExceptionMessage).Bind(7, failure.Details).Bind(8, attempts).Bind(9, now)
                .Bind(10, head).Bind(11, message.Body.Span).Bind(12, holding?.Key).Bind(13, holding?.Sequence).Run();
            letter = new DeadLetter(
                _connection.LastInsertRowId, queue, message.Id, message.Type, failure, attempts, at, at, DeadLetterStatus.Failed, 1, StatusAt: at);
        }
        else
        {
            _update.Bind(1, known.Id).Bind(2, failure.Reason).Bind(3, failure.ExceptionType).Bind(4, failure.ExceptionMessage)
                .Bind(5, failure.Details).Bind(6, attempts).Bind(7, now).Bind(8, head).Bind(9, message.Body.Span)
                .Bind(10, holding?.Key).Bind(11, holding?.Sequence).Run();
            letter = known with
            {
                Failure = failure,
                Attempts = attempts,
                FailedAt = at,
                Status = DeadLetterStatus.Failed,
                StatusAt = at,
                Version = known.Version + 1,
                Failures = known.Failures + 1,
            };
        }

        AppendEvent(letter.Id, now, "failed", null, failure.ExceptionMessage ?? failure.Reason, null);
        return (letter, known is not { Status: DeadLetterStatus.Failed });
    }

    public DeadLetter? Find(string queue, string messageId)
    {
        _find.Bind(1, queue).Bind(2, messageId);
        var found = _find.Step() ? DeadLetterRow.Read(_find) : null;
        _find.Reset();
        return found;
    }

    public StoredDeadLetter? Find(long id)
    {
        _findById.Bind(1, id);
        StoredDeadLetter? found = null;
        if (_findById.Step())
        {
            found = new StoredDeadLetter(
                DeadLetterRow.Read(_findById),
                _findById.NullableText(DeadLetterRow.After),
                _findById.NullableInt64(DeadLetterRow.After + 1),
                _findById.Int64(DeadLetterRow.After + 2) != 0);
        }

        _findById.Reset();
        return found;
    }

    /// <summary>The message of a dead letter that exists.</summary>
    public Message Message(long id)
    {
        _content.Bind(1, id).Step();
        var message = DeadLetterRow.ReadMessage(_content);
        _content.Reset();
        return message;
    }

    /// <summary>Whether this operation has been at it before.</summary>
    public bool WasPartOf(long id, string operation)
    {
        _partOf.Bind(1, id).Bind(2, operation).Step();
        var count = _partOf.Int64(0);
        _partOf.Reset();
        return count > 0;
    }

    /// <summary>Whether a failed dead letter of this queue holds the key.</summary>
    public bool HoldsKey(string queue, string key)
    {
        _holders.Bind(1, queue).Bind(2, key).Step();
        var count = _holders.Int64(0);
        _holders.Reset();
        return count > 0;
    }

    /// <summary>The message that was replayed has been handled, or will never be.</summary>
    public DeadLetter Settle(DeadLetter letter, DeadLetterStatus status, string what, string? note, long now)
    {
        _resolve.Bind(1, letter.Id).Bind(2, (long)status).Bind(3, now).Run();
        AppendEvent(letter.Id, now, what, null, note, null);
        return letter with { Status = status, StatusAt = DeadLetterRow.Time(now), Version = letter.Version + 1 };
    }

    /// <summary>
    /// The replayed messages of a queue are gone from it, but for some: their dead letters wait again for somebody to decide. Those
    /// that would otherwise be replayed for ever.
    /// </summary>
    public List<DeadLetter> Withdraw(string queue, IReadOnlySet<string> except, string note, long now)
    {
        var replayed = new List<DeadLetter>();
        for (_replayed.Bind(1, queue); _replayed.Step();)
            replayed.Add(DeadLetterRow.Read(_replayed));
        replayed.RemoveAll(letter => except.Contains(letter.MessageId));
        for (var i = 0; i < replayed.Count; i++)
            replayed[i] = Settle(replayed[i], DeadLetterStatus.Failed, "withdrawn", note, now);
        return replayed;
    }

    /// <summary>Somebody did something with it; a key that it held is free, which the caller sees to.</summary>
    /// <param name="changed">As it is to be, but for what follows from the action.</param>
    /// <param name="what">What was done.</param>
    /// <param name="action">By whom.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="note">More about it, or null.</param>
    /// <param name="wasResolved">It is archived, and was resolved.</param>
    public DeadLetter Act(DeadLetter changed, string what, DeadLetterAction action, long now, string? note = null, bool wasResolved = false)
    {
        changed = changed with
        {
            StatusAt = DeadLetterRow.Time(now), Version = changed.Version + 1, LastBy = action.By, LastOperation = action.Operation,
        };
        _act.Bind(1, changed.Id).Bind(2, (long)changed.Status).Bind(3, now).Bind(4, changed.ReplayedAt?.ToUnixTimeMilliseconds())
            .Bind(5, changed.LastBy).Bind(6, changed.LastOperation).Bind(7, changed.EditedTo).Bind(8, changed.Queue).Bind(9, wasResolved ? 1 : 0).Run();
        AppendEvent(changed.Id, now, what, action.By, note, action.Operation);
        return changed;
    }

    /// <summary>Deletes it with its history, but for one last entry that says who did.</summary>
    public void Delete(DeadLetter letter, DeadLetterAction action, long now)
    {
        // The entry first: row numbers of the history must never be given out twice.
        AppendEvent(letter.Id, now, "deleted", action.By, $"{letter.Type} {letter.MessageId} of {letter.Queue}", action.Operation);
        _deleteEvents.Bind(1, letter.Id).Bind(2, _connection.LastInsertRowId).Run();
        _delete.Bind(1, letter.Id).Run();
    }

    private void AppendEvent(long id, long at, string what, string? by, string? note, string? operation) =>
        _appendEvent.Bind(1, id).Bind(2, at).Bind(3, what).Bind(4, by).Bind(5, note).Bind(6, operation).Run();
}
