using Messaging;
using Portal.Operations.DeadLetters.Index;
using Unit.Support;

namespace Unit.Portal.DeadLetters;

public sealed class When_words_are_in_many_ranges : IDisposable
{
    private const int Size = 8;
    private static readonly string[] _vocabulary = ["number", "numbers", "late", "42", "422", "payment"];

    private readonly TempDirectory _directory = new();
    private readonly Random _random = new(20260401);
    private readonly SortedDictionary<long, (string[] Words, long Cell, long Shape)> _letters = [];

    static When_words_are_in_many_ranges() => SqliteNative.Use();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Should_find_what_is_there_newest_first_whatever_the_order_it_came_and_went_in()
    {
        using var file = Open();
        var table = new TextTable(file, Size);
        for (var round = 0; round < 12; round++)
        {
            file.Begin();
            for (var i = 0; i < 40; i++)
                Change(file, table, backwards: round % 3 == 1);
            table.Flush();
            if (round % 4 == 3)
            {
                file.Rollback();
                table.Forget();
                Reload(file);
                continue;
            }

            table.Tidy();
            table.Forget();
            file.Commit();
        }

        var ranges = file.Sql("SELECT letters FROM text_range").Numbers();
        Assert.InRange(ranges.Count, _letters.Count / Size, _letters.Count);
        Assert.All(ranges, letters => Assert.InRange(letters, 0, Size));
        Assert.Equal(_letters.Count, ranges.Sum());
        using var readers = new IndexReaders(_directory.Path);
        readers.Reset();
        foreach (var text in new[] { "number", "num", "numbers 42", "late payment", "4", "42", "nothing", "number nothing", "shared", "shared 42 pay" })
        {
            foreach (long[]? cells in new long[]?[] { null, [1], [2, 3] })
            {
                var expected = _letters.Reverse().Where(letter => Matches(letter.Value, text, cells)).Select(letter => letter.Key);
                Assert.Equal(expected, await FindAsync(readers, text, cells, TimeProvider.System));
                Assert.Equal(expected, await FindAsync(readers, text, cells, new ImpatientTime()));
            }
        }
    }

    [Fact]
    public async Task Should_end_between_two_ranges_when_the_time_is_up_also_when_nothing_is_found()
    {
        using var file = Open();
        var table = new TextTable(file, Size);
        file.Begin();
        for (var i = 0; i < 3 * Size; i++)
            Add(file, table, 1000 + i, i % 2 == 0 ? ["odd"] : ["even"], 1, 1);
        table.Flush();
        file.Commit();
        using var readers = new IndexReaders(_directory.Path);
        readers.Reset();

        var place = await readers.AskAsync<long?>(
            reader => new TextSearch(new ImpatientTime()).Each(reader, Scope(reader, "odd even", null), long.MaxValue, TimeSpan.Zero, _ => throw new InvalidOperationException("None has both.")),
            null,
            CancellationToken.None);

        Assert.Equal(1000 + (2 * Size), place);
    }

    private IndexFile Open()
    {
        var file = IndexFile.Open(_directory.File("desk.db"));
        file.Sql("INSERT INTO shape_text (rowid, words) VALUES (2, 'shared')").Run();
        return file;
    }

    private static bool Matches((string[] Words, long Cell, long Shape) letter, string text, long[]? cells) =>
        (cells is null || cells.Contains(letter.Cell))
        && text.Split(' ').All(word => letter.Words.Any(w => word.Length > 1 ? w.StartsWith(word, StringComparison.Ordinal) : w == word)
            || (letter.Shape == 2 && "shared".StartsWith(word, StringComparison.Ordinal)));

    /// <summary>Page after page of three.</summary>
    private static async Task<List<long>> FindAsync(IndexReaders readers, string text, long[]? cells, TimeProvider time)
    {
        var found = new List<long>();
        long? before = long.MaxValue;
        while (before is { } from)
        {
            var page = new List<long>();
            before = await readers.AskAsync(
                reader => new TextSearch(time).Each(reader, Scope(reader, text, cells), from, TimeSpan.FromSeconds(1), match =>
                {
                    if (page.Count == 3)
                        return false;
                    page.Add(match.Doc);
                    return true;
                }),
                null,
                CancellationToken.None);
            Assert.True(before is null || before < from);
            found.AddRange(page);
        }

        return found;
    }

    private static IndexScope Scope(IndexReaders.Reader reader, string text, long[]? cells)
    {
        var shapes = reader.Sql("SELECT rowid FROM shape_text WHERE shape_text MATCH $1 ORDER BY rowid DESC LIMIT $2");
        return new IndexScope(cells, [0], 0, long.MaxValue, TextQuery.Of(Words.Of(text, TextQuery.MaxWords), cells, shapes), false);
    }

    private void Change(IndexFile file, TextTable table, bool backwards)
    {
        var known = _letters.Keys.ToArray();
        switch (_random.Next(6))
        {
            case 0 when known.Length > 0:
                var gone = known[_random.Next(known.Length)];
                table.Remove(gone);
                file.Sql("DELETE FROM letter WHERE doc = $1").Run(gone);
                _letters.Remove(gone);
                break;
            case 1 when known.Length > 0:
                var moved = known[_random.Next(known.Length)];
                table.Move(moved, 3);
                file.Sql("UPDATE letter SET cell = 3 WHERE doc = $1").Run(moved);
                _letters[moved] = _letters[moved] with { Cell = 3 };
                break;
            default:
                var doc = known.Length == 0 ? 100_000 : backwards ? _random.Next(1, 100_000) : known[^1] + 1 + _random.Next(9);
                if (!_letters.ContainsKey(doc))
                    Add(file, table, doc, [.. _vocabulary.Where(_ => _random.Next(3) == 0)], _random.Next(1, 3), _random.Next(1, 3));
                break;
        }
    }

    private void Add(IndexFile file, TextTable table, long doc, string[] words, long cell, long shape)
    {
        table.Add(doc, cell, shape, words);
        file.Sql("""
            INSERT INTO letter (doc, id, version, cell, status, status_at, message_id, reason, attempts, failures, first_failed_at, failed_at)
            VALUES ($1, $1, 1, $2, 0, 0, '', '', 1, 1, 0, 0)
            """).Run(doc, cell);
        _letters[doc] = (words, cell, shape);
    }

    private void Reload(IndexFile file)
    {
        var kept = file.Sql("SELECT l.doc, l.cell, w.words FROM letter l JOIN words w ON w.doc = l.doc").All(row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2).Split(' ')));
        _letters.Clear();
        foreach (var (doc, cell, words) in kept)
            _letters[doc] = ([.. words[2..].Where(word => word.Length > 0)], cell, words[1] == TextQuery.ShapeWord(2) ? 2 : 1);
    }

    /// <summary>Every look at the clock finds it two seconds on.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 2;
    }
}
