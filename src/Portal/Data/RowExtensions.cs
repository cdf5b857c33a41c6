using Microsoft.Data.Sqlite;

namespace Portal.Data;

/// <summary>Columns that may be NULL.</summary>
internal static class RowExtensions
{
    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
