using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Data.Once;

namespace Portal.Data;

/// <summary>
/// Reads and writes the database of one service. A write is a unit of its service's writer, which commits the units that
/// wait together (<see cref="ServiceWriter{TContext}"/>): state, inbox and outbox of a unit commit together or not at all; then the
/// relay and the viewers are told.
/// Crash windows: before the commit nothing happened, and the message comes again; after it the outbox has the messages and
/// the relay's first look finds them, the inbox has the entry and redelivery does nothing, and a viewer sees the change with its
/// next snapshot.
/// What cannot be written because of the disk, or of whoever holds the file, fails with <see cref="DownstreamUnavailableException"/>: a message whose
/// handler throws it waits for as long as that takes.
/// </summary>
public sealed class ServiceStore<TContext>
    where TContext : ServiceDbContext
{
    private readonly IDbContextFactory<TContext> _contexts;
    private readonly ServiceWriter<TContext> _writer;
    private readonly ServicePlumbing _plumbing;

    internal ServiceStore(IDbContextFactory<TContext> contexts, ServiceWriter<TContext> writer, ServicePlumbing plumbing)
    {
        _contexts = contexts;
        _writer = writer;
        _plumbing = plumbing;
    }

    /// <summary>Reads without waiting for writers.</summary>
    public async Task<TResult> ReadAsync<TResult>(Func<TContext, Task<TResult>> read, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await read(db);
    }

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction, alone, with others before and after it. Do nothing slow in it: every other
    /// writer waits. What it throws undoes what it has done, and is thrown here.
    /// </summary>
    public Task<TResult> WriteAsync<TResult>(Func<Work<TContext>, Task<TResult>> write, CancellationToken cancellationToken) =>
        RunAsync(null, write, cancellationToken)!;

    /// <summary>The same for work that awaits nothing.</summary>
    public Task<TResult> WriteAsync<TResult>(Func<Work<TContext>, TResult> write, CancellationToken cancellationToken) =>
        RunAsync(null, work => Task.FromResult(write(work)), cancellationToken)!;

    /// <summary>
    /// The same for what a caller asks for. One who sent a key along (<see cref="OnceRequest"/>) finds it done once: the answer is noted
    /// in the transaction of the work, and given again instead of doing the work again. A refusal is not noted: it has changed nothing.
    /// </summary>
    internal Task<Outcome<TAnswer>> WriteOnceAsync<TAnswer>(
        Func<Work<TContext>, Task<Outcome<TAnswer>>> write, CancellationToken cancellationToken)
        where TAnswer : class => OnceRequest.Current is { } request
        ? WriteAsync(work => OnceAsync(work, request, write), cancellationToken)
        : WriteAsync(write, cancellationToken);

    /// <summary>The same for work that awaits nothing.</summary>
    internal Task<Outcome<TAnswer>> WriteOnceAsync<TAnswer>(Func<Work<TContext>, Outcome<TAnswer>> write, CancellationToken cancellationToken)
        where TAnswer : class => WriteOnceAsync(work => Task.FromResult(write(work)), cancellationToken);

    private static async Task<Outcome<TAnswer>> OnceAsync<TAnswer>(
        Work<TContext> work, OnceRequest request, Func<Work<TContext>, Task<Outcome<TAnswer>>> write)
        where TAnswer : class
    {
        if (work.AnswerTo<TContext, TAnswer>(request) is { } before)
            return before;
        var outcome = await write(work);
        if (outcome.Succeeded)
            work.Mark(request, outcome.Value);
        return outcome;
    }

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction unless this handler has handled this message before.
    /// </summary>
    public Task HandleOnceAsync(MessageContext context, Func<Work<TContext>, Task> write, CancellationToken cancellationToken) =>
        RunAsync(
            context,
            async work =>
            {
                await write(work);
                return true;
            },
            cancellationToken);

    /// <summary>The same for work that awaits nothing.</summary>
    public Task HandleOnceAsync(MessageContext context, Action<Work<TContext>> write, CancellationToken cancellationToken) =>
        RunAsync(
            context,
            work =>
            {
                write(work);
                return _true;
            },
            cancellationToken);

    /// <summary>Whether this handler has handled this message: ask before calling a third party.</summary>
    public async Task<bool> WasHandledAsync(MessageContext context, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await _plumbing.Inbox.ContainsAsync(db.Database.GetDbConnection(), context, cancellationToken);
    }

    private static readonly Task<bool> _true = Task.FromResult(true);

    private Task<TResult?> RunAsync<TResult>(
        MessageContext? cause, Func<Work<TContext>, Task<TResult>> write, CancellationToken cancellationToken)
    {
        var unit = new ServiceUnit<TContext, TResult>(_writer.FileName, _plumbing, cause, write, cancellationToken);
        _writer.Enqueue(unit);
        return unit.Task;
    }
}
