using System.Security.Cryptography;
using System.Text;
using Messaging;
using Portal.Data;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Groups of failures, their cells and shapes, and how many letters there are of each, as the writing thread keeps them: what a
/// transaction changes is gathered here and written at its end, once for each.
/// </summary>
internal sealed class SiteTable(IndexFile file, TimeProvider time)
{
    private const int MaxCached = 20_000;
    private const int MaxFrames = 60;
    private const int MaxWords = 500;

    private readonly Dictionary<string, Site> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Queue, long Site), long> _cells = [];
    private readonly Dictionary<long, string> _keys = [];
    private readonly Dictionary<string, long> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Cell, int Status, long Hour), long> _tally = [];
    private readonly HashSet<Site> _dirty = [];

    /// <summary>The group of a failure; a new one unless there is one.</summary>
    public Site Of(FailureSite where, DeadLetter letter)
    {
        if (Find(where.GroupId) is { } site)
            return site;
        site = Insert(where, letter);
        Keep(_sites, where.GroupId, site);
        return site;
    }

    /// <summary>The group that a cell is of.</summary>
    public Site OfCell(long cell)
    {
        if (!_keys.TryGetValue(cell, out var key))
        {
            key = file.Sql("SELECT s.key FROM cell c JOIN site s ON s.id = c.site WHERE c.id = $1").First(row => row.GetString(0), cell)!;
            Keep(_keys, cell, key);
        }

        return Find(key)!;
    }

    /// <summary>The cell of a group at a queue.</summary>
    public long CellOf(string queue, Site site)
    {
        if (_cells.TryGetValue((queue, site.Id), out var cell))
            return cell;
        cell = file.Sql("SELECT id FROM cell WHERE queue = $1 AND site = $2").Number(queue, site.Id)
            ?? file.Sql("INSERT INTO cell (queue, site) VALUES ($1, $2) RETURNING id").Number(queue, site.Id)!.Value;
        Keep(_cells, (queue, site.Id), cell);
        return cell;
    }

    /// <summary>What all failures have in common that come this way: stored once, with its words.</summary>
    public long ShapeOf(FailureSite where, IReadOnlyList<string> methods)
    {
        var text = string.Join('\n', methods.Take(MaxFrames).Prepend(where.ExceptionType).Prepend(where.Type));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
        if (_shapes.TryGetValue(hash, out var shape))
            return shape;
        if (file.Sql("SELECT id FROM shape WHERE hash = $1").Number(hash) is { } known)
        {
            shape = known;
        }
        else
        {
            shape = file.Sql("INSERT INTO shape (hash) VALUES ($1) RETURNING id").Number(hash)!.Value;
            var words = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in text.Split('\n'))
                Words.AddName(words, name, MaxWords);
            file.Sql("INSERT INTO shape_text (rowid, words) VALUES ($1, $2)").Run(shape, string.Join(' ', words));
        }

        Keep(_shapes, hash, shape);
        return shape;
    }

    /// <summary>One more letter, or one less.</summary>
    public void Count(Site site, long cell, int status, int failures, long failedAt, int change)
    {
        var place = (cell, status, failedAt / IndexSchema.HourMs);
        _tally[place] = _tally.GetValueOrDefault(place) + change;
        if (status == (int)DeadLetterStatus.Failed && failures > 1)
            site.CameBack += change;
        _dirty.Add(site);
    }

    public void Failed(Site site, DeadLetter letter)
    {
        var at = letter.FailedAt.ToUnixTimeMilliseconds();
        if (at >= site.LastFailedAt)
            (site.LastFailedAt, site.Reason, site.ExceptionMessage) = (at, letter.Failure.Reason, Cut(letter.Failure.ExceptionMessage));
        site.FirstFailedAt = Math.Min(site.FirstFailedAt, letter.FirstFailedAt.ToUnixTimeMilliseconds());
        _dirty.Add(site);
    }

    public void Replayed(Site site, DateTimeOffset? at)
    {
        if (at is not { } time || !(site.LastReplayedAt is not { } last || time.ToUnixTimeMilliseconds() > last))
            return;
        site.LastReplayedAt = time.ToUnixTimeMilliseconds();
        _dirty.Add(site);
    }

    /// <summary>Writes what was gathered, inside the transaction; answers with the groups that changed.</summary>
    public List<long> Flush()
    {
        foreach (var ((cell, status, hour), change) in _tally)
        {
            if (change == 0)
                continue;
            file.Sql("""
                INSERT INTO tally (cell, status, hour, letters) VALUES ($1, $2, $3, $4)
                ON CONFLICT (cell, status, hour) DO UPDATE SET letters = letters + $4
                """).Run(cell, status, hour, change);
            if (change < 0)
                file.Sql("DELETE FROM tally WHERE cell = $1 AND status = $2 AND hour = $3 AND letters <= 0").Run(cell, status, hour);
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var site in _dirty)
        {
            site.Version = Math.Max(site.Version + 1, now);
            file.Sql("""
                UPDATE site SET reason = $2, exception_message = $3, first_failed_at = $4, last_failed_at = $5, last_replayed_at = $6,
                    came_back = $7, version = $8
                WHERE id = $1
                """).Run(
                site.Id, site.Reason, site.ExceptionMessage, site.FirstFailedAt, site.LastFailedAt, site.LastReplayedAt, site.CameBack, site.Version);
        }

        var changed = _dirty.Select(site => site.Id).ToList();
        _tally.Clear();
        _dirty.Clear();
        return changed;
    }

    /// <summary>Forgets everything: the transaction was undone, or rows were deleted otherwise.</summary>
    public void Forget()
    {
        _sites.Clear();
        _cells.Clear();
        _keys.Clear();
        _shapes.Clear();
        _tally.Clear();
        _dirty.Clear();
    }

    public static string? Cut(string? text) => text is { Length: > 2000 } ? text[..2000] + " …" : text;

    private Site? Find(string key)
    {
        if (_sites.TryGetValue(key, out var site))
            return site;
        site = file.Sql("""
            SELECT id, reason, exception_message, first_failed_at, last_failed_at, last_replayed_at, came_back, version FROM site WHERE key = $1
            """).First(
            row => new Site(row.GetInt64(0))
            {
                Reason = row.GetString(1),
                ExceptionMessage = row.TextOrNull(2),
                FirstFailedAt = row.GetInt64(3),
                LastFailedAt = row.GetInt64(4),
                LastReplayedAt = row.NumberOrNull(5),
                CameBack = row.GetInt64(6),
                Version = row.GetInt64(7),
            },
            key);
        if (site is not null)
            Keep(_sites, key, site);
        return site;
    }

    private Site Insert(FailureSite where, DeadLetter letter)
    {
        var (first, last) = (letter.FirstFailedAt.ToUnixTimeMilliseconds(), letter.FailedAt.ToUnixTimeMilliseconds());
        var id = file.Sql("""
            INSERT INTO site (key, type, exception_type, top_frame, reason, exception_message, first_failed_at, last_failed_at, came_back, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0) RETURNING id
            """).Number(where.GroupId, where.Type, where.ExceptionType, where.TopFrame, letter.Failure.Reason, Cut(letter.Failure.ExceptionMessage), first, last)!.Value;
        return new Site(id) { Reason = letter.Failure.Reason, ExceptionMessage = Cut(letter.Failure.ExceptionMessage), FirstFailedAt = first, LastFailedAt = last };
    }

    /// <summary>A cache that is emptied when it has become large: sites that are being changed stay until they are written.</summary>
    private void Keep<TKey, TValue>(Dictionary<TKey, TValue> cache, TKey key, TValue value)
        where TKey : notnull
    {
        if (cache.Count >= MaxCached && _dirty.Count == 0)
            cache.Clear();
        cache[key] = value;
    }
}
