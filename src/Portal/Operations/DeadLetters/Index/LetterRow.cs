using Microsoft.Data.Sqlite;
using Portal.Client.DeadLetters;
using Portal.Data;
using System.Globalization;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>A letter as the index has it.</summary>
internal sealed record LetterRow(
    long Doc,
    long Id,
    long Version,
    long Cell,
    int Status,
    long StatusAt,
    string MessageId,
    string Reason,
    string? ExceptionMessage,
    int Attempts,
    int Failures,
    long FirstFailedAt,
    long FailedAt,
    string? LastBy,
    string? EditedTo,
    string Queue,
    string Type,
    string? ExceptionType,
    string GroupId,
    string? TopFrame)
{
    public const string Columns = """
        l.doc, l.id, l.version, l.cell, l.status, l.status_at, l.message_id, l.reason, l.exception_message, l.attempts, l.failures,
        l.first_failed_at, l.failed_at, l.last_by, l.edited_to, c.queue, s.type, s.exception_type, s.key, s.top_frame
        """;

    public const string Joins = "CROSS JOIN cell c ON c.id = l.cell CROSS JOIN site s ON s.id = c.site";

    public static LetterRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetInt64(3),
        row.GetInt32(4),
        row.GetInt64(5),
        row.GetString(6),
        row.GetString(7),
        row.TextOrNull(8),
        row.GetInt32(9),
        row.GetInt32(10),
        row.GetInt64(11),
        row.GetInt64(12),
        row.TextOrNull(13),
        row.TextOrNull(14),
        row.GetString(15),
        row.GetString(16),
        row.TextOrNull(17),
        row.GetString(18),
        row.TextOrNull(19));

    public DeadLetterView ToView(DeadLetterOptions options, bool isInHand)
    {
        var status = (Messaging.DeadLetterStatus)Status;
        return new DeadLetterView(
            Id.ToString(CultureInfo.InvariantCulture),
            MessageId,
            Queue,
            Type,
            Reason,
            ExceptionType,
            ExceptionMessage,
            Attempts,
            Time(FirstFailedAt),
            Time(FailedAt),
            DeadLetterMapping.ToView(status, isInHand),
            Version,
            GroupId,
            TopFrame,
            Failures,
            LastBy,
            options.DeletedOn(status, Time(StatusAt)),
            EditedTo);
    }

    public static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
