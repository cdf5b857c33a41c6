using Messaging;

namespace Bench.Pages;

/// <summary>One of a portal's files, opened to put very many rows in as fast as that goes. Nobody else may have it open.</summary>
internal static class SeedFile
{
    public static SqliteConnection Open(string dataDirectory, string file)
    {
        var connection = SqliteConnection.Open(Path.Combine(dataDirectory, file), readOnly: false);
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
        return connection;
    }

    /// <summary>Runs a statement over the numbers <c>n.i</c> from 0 on, 50,000 a transaction.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="rows">How many numbers.</param>
    /// <param name="insert"><c>INSERT INTO … SELECT … FROM n</c>.</param>
    public static void Each(SqliteConnection connection, int rows, string insert)
    {
        const int together = 50_000;
        for (var from = 0; from < rows; from += together)
        {
            connection.Execute($"""
                BEGIN IMMEDIATE;
                WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {Math.Min(rows, from + together)})
                {insert};
                COMMIT;
                """);
        }
    }
}
