using System.Collections.Concurrent;
using Messaging;
using Portal.Redaction;
using SqliteException = Microsoft.Data.Sqlite.SqliteException;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Keeps <c>desk.db</c> up with the broker, on a thread of its own: reads what changed after the position that the file has, applies it
/// together with the new position, and tells. So a crash at any place loses nothing and doubles nothing, and a file that was deleted,
/// damaged, or of another broker is made anew from the broker's store, while what it has so far is answered with.
/// Nothing waits for it, except who has just changed a letter and wants to see that (<see cref="CaughtUpAsync"/>).
/// </summary>
internal sealed class IndexPump : IHostedService, IDisposable
{
    private const int BatchSize = 1000;
    private const string Store = "store";
    private const string Position = "position";
    private const string BuiltTo = "built-to"; // the last id that was read for a file that is being made; absent when it is made

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _tidyEvery = TimeSpan.FromHours(6);

    private readonly string _path;
    private readonly IBroker _broker;
    private readonly IDeadLetterLog _log;
    private readonly IndexReaders _readers;
    private readonly IIndexListener _listener;
    private readonly TimeProvider _time;
    private readonly ILogger<IndexPump> _logger;
    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEvent _hurry = new(false);
    private readonly CancellationTokenSource _stopping = new();
    private Thread? _thread;
    private IndexFile? _file;
    private readonly Redactor _redactor;
    private IndexWriter? _writer;
    private long _position;
    private int _dirty;
    private long _tidied;

    public IndexPump(
        string directory,
        IBroker broker,
        IDeadLetterLog log,
        IndexReaders readers,
        IIndexListener listener,
        Redactor redactor,
        TimeProvider time,
        ILogger<IndexPump> logger)
    {
        _path = Path.Combine(directory, IndexReaders.FileName);
        (_broker, _log, _readers, _listener, _redactor, _time, _logger) = (broker, log, readers, listener, redactor, time, logger);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _broker.DeadLetterChanged += Changed;
        _broker.DeadLetterDeleted += Deleted;
        _tidied = _time.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "dead-letter index" };
        _thread.UnsafeStart();
        _wake.Set();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _broker.DeadLetterChanged -= Changed;
        _broker.DeadLetterDeleted -= Deleted;
        _stopping.Cancel();
        _wake.Set();
        _hurry.Set();
        _thread?.Join();
        while (_waiting.TryDequeue(out var waiter))
            waiter.TrySetResult();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _wake.Dispose();
        _hurry.Dispose();
        _stopping.Dispose();
    }

    /// <summary>
    /// Ends when everything that was committed before the call is in the index, or after <paramref name="atMost"/>: a file that is
    /// being made anew is not waited for.
    /// </summary>
    public async Task CaughtUpAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
            return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(done);
        _hurry.Set();
        _wake.Set();
        try
        {
            await done.Task.WaitAsync(atMost, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It will be there later: what was asked for is done.
        }
    }

    // On the broker's writer: no more than a flag, unless the thread sleeps.
    private void Changed(DeadLetter letter) => Deleted(letter.Id);

    private void Deleted(long id)
    {
        if (Interlocked.Exchange(ref _dirty, 1) == 0)
            _wake.Set();
    }

    private void Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var wait = _listener.NextTell();
            _wake.WaitOne(wait);
            Interlocked.Exchange(ref _dirty, 0);
            try
            {
                Pass();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // A full disk, a damaged file, a broker that is closing: the position is where it was, and it is tried again.
                IndexLog.Failed(_logger, _path, e);
                CloseFile(delete: e is SqliteException damaged && IndexFile.IsDamage(damaged));
                _stopping.Token.WaitHandle.WaitOne(_retry);
                _wake.Set();
            }
        }

        CloseFile(delete: false);
    }

    private void Pass()
    {
        var waiting = _waiting.Count;
        _hurry.Reset();
        Open();
        Build();
        DeadLetterChanges read;
        do
        {
            read = Wait(_log.ReadAsync(_position, BatchSize, _stopping.Token));
            if (read.Position > _position)
                Apply(read);
        }
        while (!read.IsEnd);
        for (; waiting > 0 && _waiting.TryDequeue(out var waiter); waiting--)
            waiter.TrySetResult();
        _listener.Tell();
        if (_time.GetElapsedTime(_tidied) > _tidyEvery)
        {
            _tidied = _time.GetTimestamp();
            _writer!.Tidy();
        }

        // When many fail, a transaction is for many of them; unless somebody waits.
        if (Volatile.Read(ref _dirty) != 0)
            _hurry.WaitOne(_pause);
    }

    private void Apply(DeadLetterChanges read)
    {
        var changes = read.Changes;
        if (changes.Any(c => c is { Letter: not null, Excerpt: null } && !_writer!.Knows(c.Id)))
            changes = [.. changes.Select(WithText)];
        var groups = _writer!.Apply(changes, (Position, read.Position));
        _position = read.Position;
        _listener.Applied(changes, groups);
    }

    /// <summary>One whose failure was before this index began.</summary>
    private DeadLetterChange WithText(DeadLetterChange change)
    {
        if (change is not { Letter: not null, Excerpt: null } || _writer!.Knows(change.Id))
            return change;
        var found = Wait(_log.ScanAsync(change.Id - 1, 1, _stopping.Token));
        return found.Count == 1 && found[0].Id == change.Id ? found[0] : new DeadLetterChange(change.Id, null, null);
    }

    private void Open()
    {
        if (_file is not null)
            return;
        _file = IndexFile.Open(_path);
        var newest = Wait(_log.PositionAsync(_stopping.Token));
        _position = _file.Number(Position);
        if (_file.State(Store) != _log.StoreId || _position > newest)
        {
            // None, that of another store, or of a time that the store has been set back behind.
            _file.Dispose();
            IndexFile.Delete(_path);
            _file = IndexFile.Open(_path);
            _file.SetState(Store, _log.StoreId);
            _file.SetState(BuiltTo, 0L);
            _file.SetState(Position, newest);
            _position = newest;
        }

        _writer = new IndexWriter(_file, _redactor, _time);
        _readers.Reset();
    }

    /// <summary>Reads all letters there are, from where it was broken off.</summary>
    private void Build()
    {
        if (_file!.State(BuiltTo) is null)
            return;
        var from = _file.Number(BuiltTo);
        var (letters, reported) = (0L, _time.GetTimestamp());
        IndexLog.Building(_logger, _path, from);
        while (true)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            var read = Wait(_log.ScanAsync(from, BatchSize, _stopping.Token));
            if (read.Count == 0)
                break;
            from = read[^1].Id;
            letters += read.Count;
            _writer!.Apply(read, (BuiltTo, from));
            if (_time.GetElapsedTime(reported) <= TimeSpan.FromSeconds(5))
                continue;
            reported = _time.GetTimestamp();
            IndexLog.Progress(_logger, _path, letters);
        }

        _file.Sql("DELETE FROM state WHERE name = $1").Run(BuiltTo);
        IndexLog.Built(_logger, _path, letters);
    }

    private void CloseFile(bool delete)
    {
        try
        {
            _file?.Dispose();
            if (delete)
                IndexFile.Delete(_path);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            IndexLog.Failed(_logger, _path, e);
        }

        (_file, _writer) = (null, null);
    }

    // This thread is the index's own: it may wait.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
