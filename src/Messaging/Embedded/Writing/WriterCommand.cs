namespace Messaging.Embedded;

/// <summary>
/// One change, carried out by the writer's thread as a part of a transaction. <see cref="Execute"/> refuses with a
/// <see cref="BrokerException"/> before it has written anything, and then only this command fails; any other exception
/// undoes the whole transaction. It may be called a second time when that transaction was undone. Memory is changed in
/// <see cref="Committed"/>, and only there.
/// </summary>
internal abstract class WriterCommand
{
    /// <summary>Bytes it adds to the transaction, to bound it.</summary>
    public virtual int Weight => 0;

    /// <summary>Whether it adds to what is stored, and so is refused while the disk is full.</summary>
    public virtual bool NeedsSpace => true;

    /// <summary>Whether it takes no longer than its commit, so that a caller who is alone may carry it out himself.</summary>
    public virtual bool IsShort => false;

    /// <summary>What it does, as far as that says when its turn is.</summary>
    public virtual CommandKind Kind => CommandKind.Change;

    public abstract void Execute(BrokerStore store);

    public abstract void Committed();

    public abstract void Failed(Exception exception);
}

/// <summary>A command somebody waits for.</summary>
internal abstract class WriterCommand<TResult> : WriterCommand
{
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Task => _done.Task;

    public override void Failed(Exception exception) => _done.TrySetException(exception);

    protected void Complete(TResult result) => _done.TrySetResult(result);
}
