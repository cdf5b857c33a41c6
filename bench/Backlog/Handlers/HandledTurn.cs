namespace Bench;

/// <summary>Counts what handlers get, and says how long it took from the first of a turn to the last.</summary>
internal sealed class HandledTurn
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _messages;
    private int _handled;
    private long _first;
    private long _last;

    public HandledTurn(int messages) => _messages = messages;

    public async Task<TimeSpan> WaitAsync(TimeSpan patience)
    {
        await _done.Task.WaitAsync(patience, TimeProvider.System);
        return TimeProvider.System.GetElapsedTime(_first, _last);
    }

    /// <summary>Any thread. What comes after the last of the turn does not count.</summary>
    public void Handled()
    {
        var handled = Interlocked.Increment(ref _handled);
        if (handled == 1)
            Volatile.Write(ref _first, TimeProvider.System.GetTimestamp());
        if (handled != _messages)
            return;
        _last = TimeProvider.System.GetTimestamp();
        _done.SetResult();
    }
}
