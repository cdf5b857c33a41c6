using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Storage;

namespace Portal.Data;

/// <summary>
/// Writes one service's database: it takes the units that wait, runs them one after the other in one transaction, each in a
/// savepoint of its own, commits once, and then tells every caller (group commit, docs/adr/0014). There is no timer: what
/// comes while one commit is under way is the next group. A unit that throws is undone and takes none of the others along.
/// Crash windows: before the commit nothing of the group happened, and nobody was told that it did; after it everything did.
/// A commit that fails is never repeated: every unit of the group is told, and the connection is opened anew.
/// It has a thread of its own, because SQLite blocks: a thread of the pool that waits for the disk is one that answers no
/// request.
/// </summary>
internal sealed class ServiceWriter<TContext>(string fileName, IDbContextFactory<TContext> contexts, WriteGate gate, TimeProvider time)
    : IFileWriter, IDisposable
    where TContext : ServiceDbContext
{
    private const int MaxUnits = 256;
    private static readonly string _name = typeof(TContext).Name;

    private readonly FailedWrite _failed = new(time);
    private readonly Lock _starting = new();
    private readonly object _lock = new(); // for Monitor.Wait, which System.Threading.Lock has not
    private readonly Queue<WriteUnit<TContext>> _waiting = new();
    private Thread? _thread;
    private WriteSession<TContext>? _session;
    private bool _closed;

    public string FileName => fileName;

    public DateTimeOffset? FailedAt => _failed.At;

    public void TryAgain()
    {
        try
        {
            Enqueue(new OutboxDeletion<TContext>(0)); // there is no such row
        }
        catch (ObjectDisposedException)
        {
            // The portal stops.
        }
    }

    /// <exception cref="ObjectDisposedException">The portal has stopped.</exception>
    public void Enqueue(WriteUnit<TContext> unit)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Enqueue(unit);
            if (_waiting.Count == 1)
                Monitor.Pulse(_lock);
        }

        if (_thread is null)
            Start();
    }

    /// <summary>Deletes what the relay has published, together with whatever else is written at the time.</summary>
    public Task DeleteOutboxAsync(long last)
    {
        var unit = new OutboxDeletion<TContext>(last);
        Enqueue(unit);
        return unit.Task;
    }

    /// <summary>Writes what waits, and closes the connection.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        _thread?.Join();
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_thread is not null)
                return;
            var thread = new Thread(Run) { IsBackground = true, Name = _name + " writer" };
            thread.UnsafeStart(); // without the trace of whoever came first
            _thread = thread;
        }
    }

    private void Run()
    {
        var group = new List<WriteUnit<TContext>>(MaxUnits);
        while (Take(group))
        {
            Write(group);
            group.Clear();
        }

        _session?.Dispose();
    }

    private bool Take(List<WriteUnit<TContext>> group)
    {
        lock (_lock)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_lock);
            }

            while (group.Count < MaxUnits && _waiting.TryDequeue(out var unit))
                group.Add(unit);
            return true;
        }
    }

    private void Write(List<WriteUnit<TContext>> group)
    {
        var executed = new List<WriteUnit<TContext>>(group.Count);
        using var pass = gate.Enter();
        try
        {
            _session ??= WriteSession<TContext>.Open(contexts);
            _session.Begin();
            foreach (var unit in group)
            {
                executed.Add(unit);
                if (!TryExecute(unit))
                    executed.RemoveAt(executed.Count - 1);
            }

            for (var i = 0; i < executed.Count; i++)
                FaultPoint.Hit(_name + ":before-commit");
            _session.Commit();
        }
        catch (Exception e)
        {
            // The disk is full, or broken. What was not begun fails with the rest: it would fare no better.
            CloseSession();
            _failed.Failed();
            foreach (var unit in executed.Union(group))
                unit.Failed(e);
            return;
        }

        _failed.Succeeded();
        foreach (var unit in executed)
            unit.Committed();
    }

    /// <summary>False when the unit has failed, and been told; throws when the whole transaction has.</summary>
    private bool TryExecute(WriteUnit<TContext> unit)
    {
        if (unit.IsCancelled)
        {
            unit.Failed(new OperationCanceledException());
            return false;
        }

        _session!.BeginUnit();
        try
        {
            unit.Execute(_session);
            _session.EndUnit();
            return true;
        }
        catch (Exception e)
        {
            // Every exception of a caller is the caller's to judge. Some errors of SQLite end the transaction: then this throws.
            _session.UndoUnit();
            unit.Failed(e);
            return false;
        }
    }

    private void CloseSession()
    {
        try
        {
            _session?.Abandon();
        }
        catch (Exception)
        {
            // Why the group failed is what counts; the connection is given up either way.
        }

        _session = null;
    }
}
