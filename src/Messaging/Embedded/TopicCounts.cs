namespace Messaging.Embedded;

/// <summary>What came to one topic since the broker was opened. Written by the writer's thread alone.</summary>
internal sealed class TopicCounts
{
    private const int MaxTypes = 100;

    private readonly Dictionary<string, long> _unwanted = new(StringComparer.Ordinal);
    private long _published;
    private long _unwantedCount;

    public void Published() => Volatile.Write(ref _published, _published + 1);

    /// <summary>No subscription wanted it.</summary>
    public void Unwanted(string type)
    {
        lock (_unwanted)
        {
            _unwantedCount++;
            if (_unwanted.ContainsKey(type) || _unwanted.Count < MaxTypes)
                _unwanted[type] = _unwanted.GetValueOrDefault(type) + 1;
        }
    }

    public TopicStatistics Read(string topic)
    {
        lock (_unwanted)
            return new TopicStatistics(topic, Volatile.Read(ref _published), _unwantedCount, new Dictionary<string, long>(_unwanted));
    }
}
