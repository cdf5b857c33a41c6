namespace Portal.Client.Instances;

/// <summary>Some lines of a log that stand together.</summary>
public sealed class LogBlock(long number)
{
    private readonly List<string> _lines = [];

    public long Number { get; } = number;

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line) => _lines.Add(line);
}
