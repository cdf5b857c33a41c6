namespace Portal.Overview;

/// <summary>
/// An answer that takes time to find, for all who ask: found anew at most every few seconds, and never for more than a
/// twentieth of the time, however slow the finding becomes as data grows. In between the last answer is given.
/// </summary>
internal sealed class Remembered<T>(Func<CancellationToken, Task<T>> find, TimeSpan atMostEvery, TimeProvider time, Action<Exception> failed)
    where T : class
{
    private const int ShareOfTime = 20;

    private readonly Lock _lock = new();
    private Task<T>? _finding;
    private T? _last;
    private long _nextAt;

    /// <summary>The last answer; waits a little for the first one. Null when that takes longer.</summary>
    /// <param name="patience">How long to wait for the first one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<T?> AskAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task<T> finding;
        lock (_lock)
        {
            if (_finding is null && (_last is null || time.GetTimestamp() >= _nextAt))
                _finding = Task.Run(FindAsync, CancellationToken.None);
            if (_last is not null || _finding is null)
                return _last;
            finding = _finding;
        }

        try
        {
            return await finding.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<T> FindAsync()
    {
        var started = time.GetTimestamp();
        T? found = null;
        try
        {
            return found = await find(CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whoever waits gets it, too; but after the first answer nobody waits.
            failed(e);
            throw;
        }
        finally
        {
            var pause = Math.Max(time.GetElapsedTime(started).TotalSeconds * ShareOfTime, atMostEvery.TotalSeconds);
            lock (_lock)
            {
                _last = found ?? _last;
                _nextAt = time.GetTimestamp() + (long)(pause * time.TimestampFrequency);
                _finding = null;
            }
        }
    }
}
