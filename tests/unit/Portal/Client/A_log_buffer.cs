using Portal.Client.Instances;

namespace Unit.Portal.Client;

public class A_log_buffer
{
    [Fact]
    public void Keeps_the_newest_lines_and_no_more_than_it_may()
    {
        var buffer = new LogBuffer();
        for (var i = 0; i < 100; i++)
            buffer.Add([.. Enumerable.Range(i * 100, 100).Select(n => $"line {n}")]);
        Assert.InRange(buffer.Count, LogBuffer.MaxLines - 50, LogBuffer.MaxLines);
        Assert.True(buffer.Dropped);
        var lines = buffer.Blocks.SelectMany(b => b.Lines).ToList();
        Assert.Equal(buffer.Count, lines.Count);
        Assert.Equal(Enumerable.Range(10_000 - lines.Count, lines.Count).Select(n => $"line {n}"), lines);
        Assert.Equal(buffer.Blocks.Count, buffer.Blocks.Select(b => b.Number).Distinct().Count());
    }

    [Fact]
    public void Is_bounded_also_when_the_lines_are_long()
    {
        var buffer = new LogBuffer();
        buffer.Add([.. Enumerable.Range(0, 1000).Select(_ => new string('x', 16 * 1024))]);
        Assert.InRange(buffer.Blocks.Sum(b => b.Lines.Sum(l => l.Length)), 1, 2 * 1024 * 1024);
    }
}
