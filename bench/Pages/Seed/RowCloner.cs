using Messaging;

namespace Bench.Pages;

/// <summary>
/// Makes many rows of the few that the portal wrote by itself, whatever its schema is: each column as in the template, except those that
/// are said to be otherwise. Triggers and indexes do their part as with any insert.
/// </summary>
internal sealed class RowCloner(SqliteConnection connection)
{
    private const int RowsPerTransaction = 50_000;

    /// <param name="table">Its name, quoted where it must be.</param>
    /// <param name="where">Which rows are templates.</param>
    /// <param name="rows">How many to make, in the order of <c>n.i</c>.</param>
    /// <param name="columns">Column to expression over the template <c>t</c>, the number <c>n.i</c>, and <c>:rows</c>; null leaves the column to its default.</param>
    public void Run(string table, string where, int rows, IReadOnlyDictionary<string, string?> columns)
    {
        var own = Columns(table).Where(column => !columns.TryGetValue(column, out var expression) || expression is not null).ToList();
        var values = own.Select(column => columns.GetValueOrDefault(column)?.Replace(":rows", $"{rows}", StringComparison.Ordinal) ?? $"t.\"{column}\"");
        connection.Execute($"""
            DROP TABLE IF EXISTS temp.template;
            CREATE TEMP TABLE template AS SELECT *, ROW_NUMBER() OVER () - 1 AS template_number FROM {table} WHERE {where};
            CREATE UNIQUE INDEX temp.template_by_number ON template (template_number);
            """);
        var templates = connection.Scalar("SELECT COUNT(*) FROM template");
        if (templates == 0)
            throw new InvalidOperationException($"There is no row in {table} to make others of.");
        for (var from = 0; from < rows; from += RowsPerTransaction)
        {
            connection.Execute($"""
                BEGIN IMMEDIATE;
                WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {Math.Min(rows, from + RowsPerTransaction)})
                INSERT INTO {table} ({string.Join(", ", own.Select(column => $"\"{column}\""))})
                SELECT {string.Join(", ", values)} FROM n CROSS JOIN template t ON t.template_number = n.i % {templates};
                COMMIT;
                """);
        }
    }

    private List<string> Columns(string table)
    {
        using var statement = connection.Prepare($"SELECT name FROM pragma_table_info('{table.Trim('"')}')");
        var columns = new List<string>();
        while (statement.Step())
            columns.Add(statement.Text(0));
        return columns;
    }
}
