using System.Data.Common;
using Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Live;

namespace Portal.Data;

/// <summary>
/// Reads and writes the database of one service. A write is one short transaction behind the file's gate: state, inbox and
/// outbox commit together or not at all; then the relay and the viewers are told.
/// Crash windows: before the commit nothing happened, and the message comes again; after it the outbox has the messages and
/// the sweep finds them, the inbox has the entry and redelivery does nothing, and a viewer sees the change with its next
/// snapshot.
/// </summary>
public sealed class ServiceStore<TContext>(
    IDbContextFactory<TContext> contexts,
    WriteGate gate,
    IOutbox outbox,
    IInbox inbox,
    OutboxRelays relays,
    LiveFeed feed,
    IMessageSerializer serializer,
    TimeProvider time)
    where TContext : ServiceDbContext
{
    private static readonly string _name = typeof(TContext).Name;

    /// <summary>Reads without waiting for writers.</summary>
    public async Task<TResult> ReadAsync<TResult>(Func<TContext, Task<TResult>> read, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await read(db);
    }

    /// <summary>Runs <paramref name="write"/> in a transaction. Do nothing slow in it: every other writer waits.</summary>
    public Task<TResult> WriteAsync<TResult>(Func<Work<TContext>, Task<TResult>> write, CancellationToken cancellationToken) =>
        RunAsync(null, write, cancellationToken)!;

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

    /// <summary>Whether this handler has handled this message: ask before calling a third party.</summary>
    public async Task<bool> WasHandledAsync(MessageContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await inbox.ContainsAsync(db.Database.GetDbConnection(), context, cancellationToken);
    }

    private async Task<TResult?> RunAsync<TResult>(
        MessageContext? cause, Func<Work<TContext>, Task<TResult>> write, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var work = new Work<TContext>(db, serializer, time, cause);
        TResult result;
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            DbTransaction raw = transaction.GetDbTransaction();
            if (cause is not null && !await inbox.TryEnterAsync(raw, cause, cancellationToken))
                return default;
            result = await write(work);
            await db.SaveChangesAsync(cancellationToken);
            await outbox.AppendAsync(raw, work.Outgoing, cancellationToken);
            FaultPoint.Hit(_name + ":before-commit");
            await transaction.CommitAsync(CancellationToken.None);
            FaultPoint.Hit(_name + ":after-commit");

            // Inside the gate, so that viewers hear of commits in their order.
            foreach (var entity in work.ChangedEntities)
                feed.Publish(entity);
        }

        if (work.Outgoing.Count > 0)
            relays.Notify(_name);
        return result;
    }
}
