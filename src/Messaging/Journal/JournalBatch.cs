namespace Messaging;

/// <summary>Gathers facts into one record a message. Its memory is used again for the next batch.</summary>
internal sealed class JournalBatch
{
    private readonly Dictionary<string, JournalRecord> _byMessage = new(StringComparer.Ordinal);
    private readonly List<JournalRecord> _records = [];

    /// <summary>The records, in the order of their sequences.</summary>
    public ReadOnlySpan<JournalRecord> Records => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_records)[.._byMessage.Count];

    /// <summary>How many facts are in it.</summary>
    public int Facts { get; private set; }

    /// <summary>When the first and the last of them happened, Unix milliseconds.</summary>
    public (long From, long To) Times { get; private set; }

    public void Add(in JournalFact fact, long sequence)
    {
        if (!_byMessage.TryGetValue(fact.MessageId, out var record))
        {
            record = Next();
            record.Begin(fact, sequence);
            _byMessage.Add(fact.MessageId, record);
        }

        record.Add(fact, sequence);
        Times = Facts++ == 0 ? (fact.At, fact.At) : (Math.Min(Times.From, fact.At), Math.Max(Times.To, fact.At));
    }

    public void Clear()
    {
        _byMessage.Clear();
        Facts = 0;
    }

    private JournalRecord Next()
    {
        if (_byMessage.Count == _records.Count)
            _records.Add(new JournalRecord());
        return _records[_byMessage.Count];
    }
}
