using Messaging;
using Portal.Storage;

namespace Portal.Data;

/// <summary>What a <see cref="ServiceStore{TContext}"/> is asked to write: inbox entry, state and outbox together.</summary>
/// <param name="fileName">The service's file.</param>
/// <param name="plumbing">What all units of a service share.</param>
/// <param name="cause">The message being handled, when it is to be handled once; else null.</param>
/// <param name="write">The caller's work.</param>
/// <param name="cancellationToken">Withdraws the unit while it waits.</param>
internal sealed class ServiceUnit<TContext, TResult>(
    string fileName, ServicePlumbing plumbing, MessageContext? cause, Func<Work<TContext>, Task<TResult>> write, CancellationToken cancellationToken)
    : WriteUnit<TContext>
    where TContext : ServiceDbContext
{
    private static readonly string _name = typeof(TContext).Name;

    private readonly TaskCompletionSource<TResult?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The caller's trace goes into what it sends.
    private readonly ExecutionContext? _caller = ExecutionContext.Capture();
    private Work<TContext>? _work;
    private OutboxEntries _outgoing = OutboxEntries.None;
    private TResult? _result;

    /// <summary>The caller's result; the default when the message was handled before.</summary>
    public Task<TResult?> Task => _completion.Task;

    public override bool IsCancelled => cancellationToken.IsCancellationRequested;

    public override void Execute(WriteSession<TContext> session)
    {
        if (_caller is null)
            Run(session);
        else
            ExecutionContext.Run(_caller, state => Run((WriteSession<TContext>)state!), session);
    }

    public override void Committed()
    {
        try
        {
            FaultPoint.Hit(_name + ":after-commit");
            foreach (var entity in _work?.ChangedEntities ?? [])
                plumbing.Feed.Publish(entity);
            plumbing.Relays.Committed(_name, _outgoing);
            _completion.SetResult(_result);
        }
        catch (Exception e)
        {
            _completion.SetException(e);
        }
    }

    public override void Failed(Exception exception)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            _completion.TrySetCanceled(cancellationToken);
        else
            _completion.TrySetException(FileOutage.Of(fileName, exception) ?? exception);
    }

    private void Run(WriteSession<TContext> session)
    {
        if (cause is not null && !Now(plumbing.Inbox.TryEnterAsync(session.Transaction, cause, CancellationToken.None)))
            return;
        _work = new Work<TContext>(session, plumbing, cause);
        _result = Now(write(_work));
        if (_work.UsedDb)
        {
            session.Db.SaveChanges();
            session.Db.ChangeTracker.Clear();
        }

        _outgoing = Now(plumbing.Outbox.AppendAsync(session.Transaction, _work.Outgoing, CancellationToken.None));
    }

    /// <summary>SQLite's asynchronous calls are done when they return; should one not be, this thread has nothing else to do.</summary>
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
