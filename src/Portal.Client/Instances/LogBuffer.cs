namespace Portal.Client.Instances;

/// <summary>
/// The newest lines of a log, in blocks, so that a page renders what is new and not what it has. Bounded: what is older is in the file.
/// Not thread-safe.
/// </summary>
internal sealed class LogBuffer
{
    public const int MaxLines = 2_000;
    private const int MaxCharacters = 1024 * 1024;
    private const int BlockLines = 50;

    private readonly List<LogBlock> _blocks = [];
    private long _number;
    private int _characters;

    public IReadOnlyList<LogBlock> Blocks => _blocks;

    public int Count { get; private set; }

    /// <summary>Whether older lines were dropped.</summary>
    public bool Dropped { get; private set; }

    public void Add(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            if (_blocks.Count == 0 || _blocks[^1].Lines.Count == BlockLines) _blocks.Add(new LogBlock(++_number));
            _blocks[^1].Add(line);
            Count++;
            _characters += line.Length;
        }

        while (_blocks.Count > 1 && (Count > MaxLines || _characters > MaxCharacters)) Drop();
    }

    public void Clear()
    {
        _blocks.Clear();
        (Count, _characters, Dropped) = (0, 0, false);
    }

    private void Drop()
    {
        Count -= _blocks[0].Lines.Count;
        _characters -= _blocks[0].Lines.Sum(line => line.Length);
        _blocks.RemoveAt(0);
        Dropped = true;
    }
}
