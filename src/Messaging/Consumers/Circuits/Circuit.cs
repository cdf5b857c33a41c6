namespace Messaging;

/// <summary>
/// The failures of one downstream at one queue. Closed, it counts them; open, it says when to probe. Not synchronised:
/// <see cref="QueueCircuits"/> does that. A circuit exists from the first failure until a success: without one all is well.
/// </summary>
internal sealed class Circuit(string downstream, RecoveryOptions options, TimeProvider time)
{
    // Success of a message that never calls the downstream would say nothing about it. The types that have failed do call it.
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private DateTimeOffset _since = time.GetUtcNow();
    private string _error = "";
    private int _failures;
    private int _probes;
    private long _nextProbe;

    public bool IsOpen { get; private set; }

    /// <summary>Whether success with a message of this type shows that the downstream is back.</summary>
    public bool Concerns(string type) => _types.Contains(type);

    /// <summary>Counts a failure. True when the circuit opened by it.</summary>
    /// <param name="outage">What was thrown.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="wasProbe">Whether the message was taken after the opening; others only show what is known already.</param>
    public bool Fail(DownstreamUnavailableException outage, string type, bool wasProbe)
    {
        _types.Add(type);
        _error = outage.Message;
        _failures++;
        if (!IsOpen)
        {
            if (_failures < options.CircuitOpensAfter)
                return false;
            IsOpen = true;
            _since = time.GetUtcNow();
            Rearm(outage);
            return true;
        }

        if (wasProbe)
            Rearm(outage);
        return false;
    }

    /// <summary>How long the next probe has to wait; zero or less when it is due.</summary>
    public TimeSpan UntilProbe() => time.GetElapsedTime(time.GetTimestamp(), _nextProbe);

    /// <summary>
    /// A probe has been due for long, and no message of the types that failed has come: they are gone, and nothing would ever
    /// close the circuit.
    /// </summary>
    public bool IsForgotten() => IsOpen && UntilProbe() < -options.DelayMax;

    public CircuitStatus Status(bool isProbing) => new(
        downstream,
        (IsOpen, isProbing) switch
        {
            (false, _) => CircuitState.Closed,
            (true, true) => CircuitState.Probing,
            _ => CircuitState.Open,
        },
        _since,
        _failures,
        IsOpen && !isProbing ? time.GetUtcNow() + Max(UntilProbe(), TimeSpan.Zero) : null,
        _error);

    // On the monotonic clock: a step of the wall clock neither hurries nor delays a probe.
    private void Rearm(DownstreamUnavailableException outage)
    {
        var delay = RecoveryPolicy.OutageDelay(
            outage.AvailableAt, ++_probes, time.GetUtcNow(), options, Random.Shared.NextDouble());
        _nextProbe = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
