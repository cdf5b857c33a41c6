namespace Messaging.Embedded;

/// <summary>How a row of <c>dead_letter</c> becomes an object, for the writer and for readers.</summary>
internal static class DeadLetterRow
{
    public const string Columns =
        "id, queue, message_id, type, reason, exception_type, exception_message, details, attempts, first_failed_at, failed_at, status, version";

    /// <summary>The column that follows <c>head, body</c>.</summary>
    public const int AfterBody = 15;

    private const int Head = 13;
    private const int Body = 14;

    public static DeadLetter Read(SqliteStatement row) => new(
        row.Int64(0),
        row.Text(1),
        row.Text(2),
        row.Text(3),
        new Failure(row.Text(4), row.NullableText(5), row.NullableText(6), row.NullableText(7)),
        row.Int32(8),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(9)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(10)),
        (DeadLetterStatus)row.Int32(11),
        row.Int64(12));

    /// <summary>Needs <c>head, body</c> selected after <see cref="Columns"/>.</summary>
    public static Message ReadMessage(SqliteStatement row) => MessageHead.Read(row.Blob(Head), row.Blob(Body).ToArray());
}
