namespace Messaging;

/// <summary>
/// The circuit breakers of one queue, one for each thing its handlers call (M. Nygard, "Release It!", 2007). While any is
/// open the queue is in probe mode: its consumers take one message at a time, after a growing delay, and everything else
/// waits in the queue, neither leased nor tried.
/// </summary>
internal sealed class QueueCircuits(RecoveryOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);
    private volatile int _known;
    private volatile int _open;
    private volatile bool _probing;

    /// <summary>Whether the queue is in probe mode.</summary>
    public bool IsOpen => _open > 0;

    /// <summary>Whether a probe is under way; set by the consumer that makes it.</summary>
    public bool Probing
    {
        get => _probing;
        set => _probing = value;
    }

    /// <summary>Counts a failure. True when a circuit opened by it.</summary>
    public bool Fail(DownstreamUnavailableException outage, string type, bool wasProbe)
    {
        lock (_lock)
        {
            if (!_circuits.TryGetValue(outage.Downstream, out var circuit))
                _circuits.Add(outage.Downstream, circuit = new Circuit(outage.Downstream, options, time));
            _known = _circuits.Count;
            if (!circuit.Fail(outage, type, wasProbe))
                return false;
            _open++;
            return true;
        }
    }

    /// <summary>
    /// A message of this type was handled. Answers with the downstreams whose circuit closed by it. One that was taken before
    /// the opening closes nothing: it may have made its call before the outage.
    /// </summary>
    public IReadOnlyList<string> Succeed(string type, bool wasProbe)
    {
        // Nothing has failed: the usual case, and the price of a message.
        if (_known == 0)
            return [];
        lock (_lock)
        {
            List<string>? closed = null;
            foreach (var (downstream, circuit) in _circuits)
            {
                if (!circuit.Concerns(type) || (circuit.IsOpen && !wasProbe))
                    continue;
                if (circuit.IsOpen)
                {
                    (closed ??= []).Add(downstream);
                    _open--;
                }

                _circuits.Remove(downstream);
            }

            _known = _circuits.Count;
            return closed ?? (IReadOnlyList<string>)[];
        }
    }

    /// <summary>
    /// How long the next probe has to wait, in whole milliseconds, as timers count; zero when it is due. With several circuits open, the last one says: which
    /// of them the next message will need is not known before it is taken.
    /// </summary>
    public TimeSpan UntilProbe()
    {
        lock (_lock)
        {
            var wait = TimeSpan.Zero;
            foreach (var (downstream, circuit) in _circuits)
            {
                if (circuit.IsForgotten())
                {
                    _circuits.Remove(downstream);
                    _known = _circuits.Count;
                    _open--;
                }
                else if (circuit.IsOpen && circuit.UntilProbe() is var one && one > wait)
                {
                    wait = one;
                }
            }

            return TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        }
    }

    public IReadOnlyList<CircuitStatus> Status()
    {
        lock (_lock)
            return [.. _circuits.Values.Select(circuit => circuit.Status(_probing)).OrderBy(c => c.Downstream, StringComparer.Ordinal)];
    }
}
