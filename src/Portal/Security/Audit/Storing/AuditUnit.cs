namespace Portal.Security.Audit.Storing;

/// <summary>Something for the writer to do, and somebody who waits for it.</summary>
internal sealed class AuditUnit(Func<AuditFile, long> work)
{
    private readonly TaskCompletionSource<long> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _answer;

    public AuditUnit(AuditRecord record)
        : this(file => file.Append(record))
    {
    }

    /// <summary>Of an action that has happened: kept until it is written.</summary>
    public bool IsOutcome { get; init; }

    public Task<long> Task => _done.Task;

    public void Execute(AuditFile file) => _answer = work(file);

    public void Complete() => _done.TrySetResult(_answer);

    public void Fail(AuditUnavailableException failure)
    {
        if (IsOutcome)
            _done.TrySetResult(0);
        else
            _done.TrySetException(failure);
    }
}
