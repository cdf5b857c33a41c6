using Portal.Client.Audit;
using Portal.Storage;

namespace Portal.Security.Audit.Storing;

/// <summary>
/// Writes the audit: takes what waits, appends it in one transaction, commits once, and then tells every caller (group commit). There is
/// no timer; what comes while one commit is under way is the next group. It has a thread of its own, because SQLite blocks.
/// Crash windows: before the commit nothing was told to be recorded; after it everything is. A commit that fails is never repeated: the
/// file is closed and opened anew, and callers are told. The outcome of an action that has happened is kept and written later: until it
/// is, nothing new begins, and a kill before that leaves the action as <c>interrupted</c>.
/// </summary>
internal sealed class AuditWriter(string directory, TimeProvider time, ILogger<AuditWriter> logger) : IFileWriter, IDisposable
{
    public const string FileName = "audit.db";

    private const int MaxRecords = 256;
    private const int MaxWaiting = 10_000;
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    private readonly FailedWrite _failed = new(time);
    private readonly object _lock = new(); // for Monitor.Wait, which System.Threading.Lock has not
    private readonly Queue<AuditUnit> _waiting = new();
    private readonly Queue<AuditUnit> _kept = new();
    private Thread? _thread;
    private AuditFile? _file;
    private bool _hasStarted;
    private bool _closed;

    public string Path { get; } = System.IO.Path.Combine(directory, FileName);

    string IFileWriter.FileName => FileName;

    public DateTimeOffset? FailedAt => _failed.At;

    public void TryAgain() => Enqueue(new AuditUnit(_ => 0));

    /// <summary>Answers with the record's id once it is durable.</summary>
    /// <exception cref="AuditUnavailableException">It is not, and will not be, as far as is known.</exception>
    public Task<long> AppendAsync(AuditRecord record) => Enqueue(new AuditUnit(record));

    /// <summary>
    /// Answers once the outcome is durable, or could not be written at the first attempt: then it is kept, and written as soon as
    /// that is possible. Never throws for it: what has happened has happened.
    /// </summary>
    public Task<long> AppendOutcomeAsync(AuditRecord record) => Enqueue(new AuditUnit(record) { IsOutcome = true });

    /// <summary>Runs something else in a transaction of the writer.</summary>
    public Task<long> RunAsync(Func<AuditFile, long> work) => Enqueue(new AuditUnit(work));

    /// <summary>Writes what waits, and closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        _thread?.Join();
    }

    private Task<long> Enqueue(AuditUnit unit)
    {
        lock (_lock)
        {
            if (_closed || (!unit.IsOutcome && _waiting.Count >= MaxWaiting))
            {
                unit.Fail(new AuditUnavailableException(Path, null));
                return unit.Task;
            }

            _waiting.Enqueue(unit);
            if (_waiting.Count == 1)
                Monitor.Pulse(_lock);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "audit writer" };
                _thread.UnsafeStart();
            }
        }

        return unit.Task;
    }

    private void Run()
    {
        var group = new List<AuditUnit>(MaxRecords);
        while (Take(group))
        {
            Write(group);
            group.Clear();
        }

        Close();
    }

    private bool Take(List<AuditUnit> group)
    {
        lock (_lock)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return false;
                if (!Monitor.Wait(_lock, _kept.Count == 0 ? Timeout.InfiniteTimeSpan : _retry))
                    break;
            }

            group.AddRange(_kept);
            _kept.Clear();
            while (group.Count < MaxRecords && _waiting.TryDequeue(out var unit))
                group.Add(unit);
            return true;
        }
    }

    private void Write(List<AuditUnit> group)
    {
        try
        {
            Open();
            _file!.Begin();
            foreach (var unit in group)
                unit.Execute(_file);
            _file.Commit();
        }
        catch (Exception e) // the disk is full, or broken, or the file was damaged: every caller is told
        {
            _file?.Dispose();
            _file = null;
            if (_failed.At is null)
                AuditLog.NotWritten(logger, Path, e);
            _failed.Failed();
            var failure = new AuditUnavailableException(Path, e);
            foreach (var unit in group)
            {
                if (unit.IsOutcome)
                    _kept.Enqueue(unit);
                unit.Fail(failure);
            }

            return;
        }

        if (_failed.At is not null)
            AuditLog.WrittenAgain(logger, Path);
        _failed.Succeeded();
        foreach (var unit in group)
            unit.Complete();
    }

    private void Open()
    {
        if (_file is not null)
            return;
        _file = AuditFile.Open(Path, time);
        if (_hasStarted)
            return;
        _file.Begin();
        var interrupted = _file.CloseInterrupted();
        _file.Append(Itself(PortalActions.Start));
        _file.Commit();
        _hasStarted = true;
        AuditLog.Opened(logger, Path, _file.Head.Id, _file.Head.Hash, interrupted);
    }

    private void Close()
    {
        try
        {
            if (_file is null)
                return;
            _file.Begin();
            _file.Append(Itself(PortalActions.Stop));
            _file.Commit();
        }
        catch (Exception e)
        {
            AuditLog.NotWritten(logger, Path, e);
        }
        finally
        {
            _file?.Dispose();
        }
    }

    private static AuditRecord Itself(string action) =>
        new() { Action = action, TargetKind = "portal", By = AuditSubject.Portal, From = AuditOrigin.Portal, Outcome = AuditOutcome.Done };
}
