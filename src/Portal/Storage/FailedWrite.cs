namespace Portal.Storage;

/// <summary>Remembers that a write failed, for one who writes, and whoever asks.</summary>
internal sealed class FailedWrite(TimeProvider time)
{
    private Failure? _last;

    public DateTimeOffset? At => Volatile.Read(ref _last)?.At;

    public void Failed() => Volatile.Write(ref _last, new Failure(time.GetUtcNow()));

    public void Succeeded()
    {
        if (_last is not null)
            Volatile.Write(ref _last, null);
    }

    private sealed record Failure(DateTimeOffset At);
}
