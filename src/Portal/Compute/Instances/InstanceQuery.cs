using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Data;
using Portal.Http;

namespace Portal.Compute.Instances;

/// <summary>
/// One page of the list, in any order that is offered. The inner query decides with an index alone, which has key, id and name: also a
/// search that finds nothing reads a million entries of it and no row. SQL, because LINQ cannot say this.
/// </summary>
internal sealed class InstanceQuery(InstanceFilter filter)
{
    private readonly string? _text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim();

    private string Key => filter.Sort switch
    {
        InstanceSort.Name => "name",
        InstanceSort.State => "state",
        InstanceSort.Uptime => "started_at",
        _ => "created_at",
    };

    // What sorts by state has the age as its second key: both are in the cursor.
    private bool ByState => filter.Sort is InstanceSort.State && filter.State is null;

    // The longest uptime has the lowest start.
    private bool Descending => filter.Sort is InstanceSort.Uptime ? !filter.Descending : filter.Descending;

    public Task<List<Instance>> RunAsync(ComputeDbContext db, Cursor? after, int limit, CancellationToken cancellationToken)
    {
        var key = ByState ? "state, created_at" : filter.Sort is InstanceSort.State ? "created_at" : Key;
        var (order, direction) = (key + ", id", Descending ? " DESC" : "");
        var sorted = order.Replace(",", direction + ",", StringComparison.Ordinal) + direction;
        var conditions = new List<string>();
        var values = new List<SqliteParameter>();
        if (filter.State is { } state)
            conditions.Add($"state = {Add((int)state)}");
        if (_text is not null)
            conditions.Add($"(name LIKE {Add(LikePattern.Contains(_text))} ESCAPE '\\' OR id LIKE {Add(LikePattern.Contains(_text)[1..])} ESCAPE '\\')");
        if (filter is { Sort: InstanceSort.Uptime, Descending: false })
            conditions.Add($"started_at < {Instance.NotStarted}");
        if (after is { } from)
            conditions.Add($"({order}) {(Descending ? "<" : ">")} ({string.Join(", ", Position(from).Select(Add))})");
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        var sql = $"""
            SELECT i.* FROM (SELECT {order}, name AS n FROM instances {where} ORDER BY {sorted} LIMIT {Add(limit)}) p
            CROSS JOIN instances i ON i.id = p.id
            ORDER BY {string.Join(", ", sorted.Split(", ").Select(column => "p." + column))}
            """;
        return db.Instances.FromSqlRaw(sql, [.. values]).AsNoTracking().ToListAsync(cancellationToken);

        string Add(object value)
        {
            values.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"$p{values.Count}"), value));
            return values[^1].ParameterName;
        }
    }

    /// <summary>The position after this one.</summary>
    public Cursor CursorOf(Instance last) => filter.Sort switch
    {
        InstanceSort.Name => new Cursor(0, last.Name + "/" + last.Id),
        InstanceSort.Uptime => new Cursor(last.StartedAt, last.Id),
        InstanceSort.State when ByState => new Cursor(last.CreatedAt, string.Create(CultureInfo.InvariantCulture, $"{(int)last.State}/{last.Id}")),
        _ => new Cursor(last.CreatedAt, last.Id),
    };

    private IEnumerable<object> Position(Cursor from)
    {
        var parts = from.Id.Split('/', 2);
        return filter.Sort switch
        {
            InstanceSort.Name => [parts[0], parts[^1]],
            InstanceSort.State when ByState =>
                [int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var state) ? state : 0, from.At, parts[^1]],
            _ => [from.At, from.Id],
        };
    }
}
