namespace Bench.Chaos;

/// <summary>The messages of one ordering key, by their number.</summary>
internal sealed class OrderingKey
{
    private readonly List<TrackedMessage> _messages = [];
    private int _firstLeft;
    private int _lastDelivered = -1;

    public void Add(TrackedMessage message) => _messages.Add(message);

    /// <summary>What is wrong with delivering this one now; null when nothing is.</summary>
    public string? Delivered(TrackedMessage message)
    {
        var late = message.Number < _lastDelivered ? $"number {message.Number} after {_lastDelivered}" : null;
        _lastDelivered = Math.Max(_lastDelivered, message.Number);
        while (_firstLeft < _messages.Count && _messages[_firstLeft].IsOver)
            _firstLeft++;
        for (var i = _firstLeft; i < _messages.Count && _messages[i].Number < message.Number; i++)
        {
            if (_messages[i].Possible == Places.Queue)
                return $"number {message.Number} while {_messages[i].Number} was not settled";
        }

        return late;
    }
}
