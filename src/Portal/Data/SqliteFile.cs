using Microsoft.Data.Sqlite;

namespace Portal.Data;

internal static class SqliteFile
{
    public static string ConnectionString(string directory, string file) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(directory, file + ".db"),
        Pooling = true,
        DefaultTimeout = 30,
    }.ToString();
}
