using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>A group as the index has it.</summary>
internal sealed record GroupRow(
    long Id,
    string Key,
    string Type,
    string? ExceptionType,
    string? TopFrame,
    string Reason,
    string? ExceptionMessage,
    long FirstFailedAt,
    long LastFailedAt,
    long? LastReplayedAt,
    long CameBack,
    long Version)
{
    public const string Columns = """
        s.id, s.key, s.type, s.exception_type, s.top_frame, s.reason, s.exception_message, s.first_failed_at, s.last_failed_at, s.last_replayed_at,
        s.came_back, s.version
        """;

    /// <summary>Letters by stored status.</summary>
    public Dictionary<int, long> Counts { get; } = [];

    /// <summary>Failures in each of the last 24 hours, oldest first.</summary>
    public int[] Trend { get; } = new int[24];

    public static GroupRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.TextOrNull(3),
        row.TextOrNull(4),
        row.GetString(5),
        row.TextOrNull(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.NumberOrNull(9),
        row.GetInt64(10),
        row.GetInt64(11));
}
