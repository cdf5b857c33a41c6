using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Data;
using Portal.Http;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Reading;

/// <summary>
/// Finds records, newest first. It looks at one range of ids after the other, each with the best index there is, until the page is full
/// or its time is over: what is rare among very many is then looked for further by the next page.
/// </summary>
internal static class AuditQueries
{
    private const long FirstRange = 20_000;
    private static readonly TimeSpan _budget = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan _fast = TimeSpan.FromMilliseconds(10);

    public static Page<AuditEntry> List(SqliteConnection connection, AuditFilter filter, long before, int limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var (floor, ceiling) = Range(connection, filter);
        var upper = Math.Min(before, ceiling);
        var (where, values) = Conditions(filter);
        using var statement = Statement.Of(connection, $"""
            SELECT {AuditSchema.ColumnList}, hash FROM record
            WHERE outcome IS NOT NULL AND id < $1 AND id >= $2{where} ORDER BY id DESC LIMIT $3
            """);
        var found = new List<AuditEntry>();
        var range = FirstRange;
        while (upper > floor)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var begun = time.GetTimestamp();
            var lower = Math.Max(floor, upper - range);
            found.AddRange(statement.All(AuditRows.Entry, [upper, lower, limit + 1 - found.Count, .. values]));
            if (found.Count > limit)
                return new Page<AuditEntry>(found[..limit], CursorAt(long.Parse(found[limit - 1].Id, CultureInfo.InvariantCulture)));
            upper = lower;
            if (upper > floor && time.GetElapsedTime(start) > _budget)
                return new Page<AuditEntry>(found, CursorAt(upper), TimeOf(connection, upper));
            if (time.GetElapsedTime(begun) < _fast)
                range *= 2;
        }

        return new Page<AuditEntry>(found, null);
    }

    public static AuditEntry? Find(SqliteConnection connection, long id)
    {
        using var statement = Statement.Of(connection, $"SELECT {AuditSchema.ColumnList}, hash FROM record WHERE id = $1");
        return statement.First(AuditRows.Entry, id);
    }

    public static AuditFacets Facets(SqliteConnection connection) => new(Distinct(connection, "action"), Distinct(connection, "who"));

    /// <summary>Each value costs one look into the index, however many records have it.</summary>
    private static List<string> Distinct(SqliteConnection connection, string column)
    {
        using var statement = Statement.Of(connection, $"""
            WITH RECURSIVE value(v) AS (
                SELECT (SELECT min({column}) FROM record WHERE outcome IS NOT NULL)
                UNION ALL
                SELECT (SELECT min({column}) FROM record WHERE outcome IS NOT NULL AND {column} > v) FROM value WHERE v IS NOT NULL LIMIT 500
            ) SELECT v FROM value WHERE v IS NOT NULL
            """);
        return statement.All(row => row.GetString(0));
    }

    /// <summary>Times are in the order of ids: a time is a place.</summary>
    private static (long Floor, long Ceiling) Range(SqliteConnection connection, AuditFilter filter)
    {
        using var place = Statement.Of(connection, "SELECT id FROM record WHERE at >= $1 ORDER BY at, id LIMIT 1");
        using var ends = Statement.Of(connection, "SELECT coalesce(max(id), 0) + 1 FROM record");
        using var first = Statement.Of(connection, "SELECT coalesce(min(id), 0) FROM record");
        var end = ends.Number()!.Value;
        return (
            filter.From is { } from ? place.Number(from.ToUnixTimeMilliseconds()) ?? end : first.Number()!.Value,
            filter.To is { } to ? place.Number(to.ToUnixTimeMilliseconds()) ?? end : end);
    }

    private static (string Where, List<object?> Values) Conditions(AuditFilter filter)
    {
        var where = "";
        var values = new List<object?>();
        if (filter.Who is { } who)
            where += $" AND who = {Next(who)}";
        if (filter.Action is { } action)
            where += action.EndsWith('*') ? $" AND action >= {Next(action[..^1])} AND action < {Next(action[..^1] + '\uffff')}" : $" AND action = {Next(action)}";
        if (filter.Target is { } target)
        {
            var (kind, id) = target.Split('/', 2) is [var before, var after] ? (before, after) : (null, target);
            if (kind is not null)
                where += $" AND target_kind = {Next(kind)}";
            if (id != "*")
                where += $" AND target = {Next(id)}";
        }

        if (filter.Outcome is { } outcome)
            where += $" AND outcome = {Next(WireName.Of(outcome))}";
        if (filter.Text is { } text)
        {
            // One text of what a person would look for; LIKE does not care for the case of Latin letters.
            where += " AND (action || ' ' || coalesce(target, '') || ' ' || who || ' ' || coalesce(key_id, '') || ' ' || coalesce(address, '') || ' ' || coalesce(arguments, '') || ' '"
                + " || coalesce(before, '') || ' ' || coalesce(after, '') || ' ' || coalesce(detail, '') || ' ' || coalesce(request_id, '') || ' ' || coalesce(trace_id, '')) LIKE " + Next(LikePattern.Contains(text)) + @" ESCAPE '\'";
        }

        return (where, values);

        string Next(string value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${values.Count + 3}");
        }
    }

    private static string CursorAt(long id) => new Cursor(0, id.ToString(CultureInfo.InvariantCulture)).ToString();

    private static DateTimeOffset? TimeOf(SqliteConnection connection, long id)
    {
        using var statement = Statement.Of(connection, "SELECT at FROM record WHERE id = $1");
        return statement.Number(id) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
