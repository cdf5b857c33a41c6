namespace Messaging.Embedded;

/// <summary>How a row of <c>dead_letter</c> becomes an object, for the writer and for readers.</summary>
internal static class DeadLetterRow
{
    public const string Columns =
        "id, queue, message_id, type, reason, exception_type, exception_message, details, attempts, first_failed_at, failed_at, status, version, "
        + "failures, status_at, replayed_at, last_by, last_operation, edited_to";

    /// <summary>The column that follows <see cref="Columns"/>.</summary>
    public const int After = 19;

    public static DeadLetter Read(SqliteStatement row)
    {
        var failedAt = Time(row.Int64(10));
        return new DeadLetter(
            row.Int64(0),
            row.Text(1),
            row.Text(2),
            row.Text(3),
            new Failure(row.Text(4), row.NullableText(5), row.NullableText(6), row.NullableText(7)),
            row.Int32(8),
            Time(row.Int64(9)),
            failedAt,
            (DeadLetterStatus)row.Int32(11),
            row.Int64(12),
            row.Int32(13),
            row.NullableInt64(14) is { } since ? Time(since) : failedAt,
            row.NullableInt64(15) is { } replayed ? Time(replayed) : null,
            row.NullableText(16),
            row.NullableText(17),
            row.NullableText(18));
    }

    /// <summary>Needs <c>head, body</c> selected after <see cref="Columns"/>.</summary>
    public static Message ReadMessage(SqliteStatement row) => MessageHead.Read(row.Blob(After), row.Blob(After + 1).ToArray());

    public static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
