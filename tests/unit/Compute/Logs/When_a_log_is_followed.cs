using Portal.Client.Instances;
using Portal.Compute.Logs;
using Portal.Compute.Processes;

namespace Unit.Compute.Logs;

public sealed class When_a_log_is_followed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => Path.Combine(_folder.Path, "log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_line_comes_once_and_in_order()
    {
        File.WriteAllText(Log, "one\ntwo\r\n\nthr");
        var first = LogReader.Read(Log, null);
        Assert.Equal(["one", "two", ""], first.Lines);
        Assert.Equal("thr", first.Unfinished);
        Assert.False(first.Skipped);

        Assert.Empty(LogReader.Read(Log, first.Position).Lines);
        File.AppendAllText(Log, "ee\nfour\n");
        var second = LogReader.Read(Log, first.Position);
        Assert.Equal(["three", "four"], second.Lines);
        Assert.Null(second.Unfinished);
        Assert.False(second.Cut);
    }

    [Fact]
    public void A_long_log_is_read_from_its_end()
    {
        File.WriteAllLines(Log, Enumerable.Range(0, 100_000).Select(i => $"line {i}"));
        var end = LogReader.Read(Log, null);
        Assert.True(end.Skipped);
        Assert.Equal("line 99999", end.Lines[^1]);
        Assert.All(end.Lines, line => Assert.StartsWith("line ", line, StringComparison.Ordinal));
        Assert.InRange(end.Lines.Sum(l => l.Length + 1), LogReader.MaxBytes - 100, LogReader.MaxBytes);
        Assert.False(end.More);
    }

    [Fact]
    public void What_came_during_a_pause_is_read_in_parts_and_none_is_missing()
    {
        File.WriteAllText(Log, "start\n");
        var position = LogReader.Read(Log, null).Position;
        File.AppendAllLines(Log, Enumerable.Range(0, 100_000).Select(i => $"line {i}"));
        var seen = new List<string>();
        LogPart part;
        do
        {
            part = LogReader.Read(Log, position);
            Assert.InRange(part.Lines.Sum(l => l.Length + 1), 0, LogReader.MaxBytes);
            seen.AddRange(part.Lines);
            position = part.Position;
        }
        while (part.More);
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => $"line {i}"), seen);
    }

    [Fact]
    public void After_a_cut_the_rest_comes_from_the_copy_and_then_what_is_new()
    {
        File.WriteAllText(Log, "seen\n");
        var position = LogReader.Read(Log, null).Position;
        File.AppendAllText(Log, "not seen\n");
        InstanceLog.Trim(Log, maxBytes: 1);
        File.AppendAllText(Log, "new\n");

        var after = LogReader.Read(Log, position);

        Assert.Equal(["not seen", "new"], after.Lines);
        Assert.True(after.Cut);
        File.AppendAllText(Log, "newer\n");
        Assert.Equal(["newer"], LogReader.Read(Log, after.Position).Lines);
    }

    [Fact]
    public void A_cut_log_that_has_grown_beyond_the_place_again_is_known_by_its_content()
    {
        File.WriteAllText(Log, "seen before the cut\n");
        var position = LogReader.Read(Log, null).Position;
        File.WriteAllText(Log, "another log that is longer than the one before was\nand has a second line\n");

        var after = LogReader.Read(Log, position);

        Assert.True(after.Cut);
        Assert.Equal(["another log that is longer than the one before was", "and has a second line"], after.Lines);
    }

    [Fact]
    public void A_line_without_end_does_not_grow_for_ever()
    {
        File.WriteAllText(Log, new string('x', 3 * LogReader.MaxBytes));
        var position = new LogPosition(0, 0);
        var length = 0;
        LogPart part;
        do
        {
            part = LogReader.Read(Log, position);
            Assert.All(part.Lines, line => Assert.InRange(line.Length, 1, 16 * 1024));
            length += part.Lines.Sum(line => line.Length);
            position = part.Position;
        }
        while (part.More);
        Assert.Equal(3 * LogReader.MaxBytes, length + (part.Unfinished?.Length ?? 0));
    }

    [Fact]
    public void No_log_is_an_empty_one()
    {
        var part = LogReader.Read(Log, null);
        Assert.Empty(part.Lines);
        Assert.False(part.Cut);
        File.WriteAllText(Log, "first\n");
        Assert.Equal(["first"], LogReader.Read(Log, part.Position).Lines);
    }
}
