namespace Portal.Data;

/// <summary>Deletes the messages that the relay has published. Not lost if it fails: the relay asks again, with a higher number.</summary>
internal sealed class OutboxDeletion<TContext>(long last) : WriteUnit<TContext>
    where TContext : ServiceDbContext
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _completion.Task;

    public override bool IsCancelled => false;

    public override void Execute(WriteSession<TContext> session) => session.Sql("DELETE FROM outbox WHERE seq <= $1").Run(last);

    public override void Committed() => _completion.SetResult();

    public override void Failed(Exception exception) => _completion.TrySetException(exception);
}
