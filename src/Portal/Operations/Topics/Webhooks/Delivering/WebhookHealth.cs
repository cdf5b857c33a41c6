using Portal.Client.Topics;

namespace Portal.Operations.Topics.Webhooks.Delivering;

/// <summary>
/// The last attempts of one webhook, and its circuit: after some failures in a row one event at a time is tried, with growing pauses, and the others wait in
/// their queue, where no attempt is counted against them. In memory: a restart tries at once.
/// </summary>
internal sealed class WebhookHealth
{
    public const int OpensAfter = 5;

    private const int Kept = 50;
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<WebhookAttempt> _attempts = new();
    private int _failures;

    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _failures >= OpensAfter;
        }
    }

    public IReadOnlyList<WebhookAttempt> Attempts
    {
        get
        {
            lock (_lock)
                return [.. _attempts];
        }
    }

    public WebhookAttempt? Last
    {
        get
        {
            lock (_lock)
                return _attempts.First?.Value;
        }
    }

    public void Record(WebhookAttempt attempt)
    {
        lock (_lock)
        {
            _attempts.AddFirst(attempt);
            if (_attempts.Count > Kept)
                _attempts.RemoveLast();
            _failures = attempt.Error is null ? 0 : _failures + 1;
        }
    }

    /// <summary>Tried again as if nothing had been: its address was changed, or somebody resumed it.</summary>
    public void Reset()
    {
        lock (_lock)
            _failures = 0;
    }

    /// <summary>How long to wait before the next event is tried, while it is open.</summary>
    public TimeSpan Pause(TimeSpan first)
    {
        lock (_lock)
        {
            if (_failures < OpensAfter)
                return TimeSpan.Zero;
            var pause = first * Math.Pow(2, Math.Min(_failures - OpensAfter, 20));
            return pause < _longestPause ? pause : _longestPause;
        }
    }
}
