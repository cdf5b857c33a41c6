namespace Portal.Client.Operations;

/// <summary>How fast an operation gets on, of what was seen of it in the last seconds, and when it will be through.</summary>
internal sealed class OperationSpeed
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Queue<(DateTimeOffset At, long Handled)> _seen = new();

    /// <summary>Null while there is nothing to tell it from.</summary>
    public double? PerSecond { get; private set; }

    public void See(OperationView operation, DateTimeOffset now)
    {
        if (operation.State is not OperationState.Running)
        {
            _seen.Clear();
            PerSecond = null;
            return;
        }

        var handled = OperationWords.Handled(operation);
        while (_seen.TryPeek(out var oldest) && now - oldest.At > Window && _seen.Count > 1) _seen.Dequeue();
        _seen.Enqueue((now, handled));
        var first = _seen.Peek();
        if ((now - first.At).TotalSeconds is var seconds && seconds >= 1) PerSecond = (handled - first.Handled) / seconds;
    }

    /// <summary>How long it will take at this speed; null when it does not get on, or nobody can say.</summary>
    public TimeSpan? Left(OperationView operation)
    {
        var perSecond = PerSecond ?? operation.RatePerSecond;
        if (operation.State is not OperationState.Running || operation.Stage is > 0 || perSecond is not > 0) return null;

        var seconds = OperationWords.Remaining(operation) / perSecond.Value;
        return seconds < TimeSpan.FromDays(365).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
