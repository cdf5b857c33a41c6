using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Takes facts from the broker into a ring in memory, and writes them from a thread of its own: four times a second, when a
/// quarter of the ring has come, and when somebody wants to read. The broker never waits for it. What finds the ring full, or
/// cannot be written, is left out, counted, and noted in the journal as a gap as soon as that can be written.
/// </summary>
internal sealed class JournalWriter : IBrokerObserver, IDisposable
{
    private const int MaxBatch = 8192;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly JournalRing _ring;
    private readonly long _wakeMask;
    private readonly JournalBatch _batch = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _flushes = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ITimer _timer;
    private readonly Thread _thread;
    private JournalStore? _store;
    private long _next;
    private long _dropped;
    private long _reported;
    private long _noticed;
    private long _completeUntil;
    private bool _isFailing;
    private long _nextSweep;
    private volatile bool _stopping;

    /// <exception cref="StoreDamagedException">The file is no database, or a damaged one.</exception>
    public JournalWriter(string path, JournalOptions options, TimeProvider time, ILogger logger)
    {
        options.Validate();
        (_path, _options, _time, _logger) = (path, options, time, logger);
        _ring = new JournalRing(options.Capacity);
        _wakeMask = (options.Capacity / 4) - 1;
        _store = new JournalStore(path);
        _nextSweep = _completeUntil = Now;
        _store.Open(_completeUntil);
        _next = JournalSequence.Of(JournalSequence.Time(_store.LastSequence) + 1);
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
        _timer = time.CreateTimer(_ => Tick(), null, _interval, _interval);
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether the thread has taken all that was observed, with what was left out before it took the last of it; it may not have written it yet.</summary>
    public bool HasTakenAll => _ring.IsEmpty;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Observe(in BrokerEvent brokerEvent)
    {
        if (!_ring.TryWrite(new JournalFact(brokerEvent), out var ticket))
            Interlocked.Increment(ref _dropped);
        else if ((ticket & _wakeMask) == _wakeMask)
            _wake.Set();
    }

    /// <summary>Ends when everything that was observed before is written, or is counted as dropped.</summary>
    public Task FlushAsync()
    {
        if (_stopping)
            return Task.CompletedTask;
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushes.Enqueue(flush);
        _wake.Set();

        // The thread may have looked for the last time just before.
        if (_stopping)
            CompleteFlushes();
        return flush.Task;
    }

    /// <summary>Writes what was observed, and closes the file.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _timer.Dispose();
        _stopping = true;
        _wake.Set();
        _thread.Join();
        CompleteFlushes();
        _wake.Dispose();
    }

    private void Tick()
    {
        if (!_ring.IsEmpty || Dropped != Interlocked.Read(ref _reported) || Now >= Interlocked.Read(ref _nextSweep))
            _wake.Set();
    }

    private void Run()
    {
        bool stopping;
        do
        {
            _wake.WaitOne();
            stopping = _stopping;
            var flushes = _flushes.Count;

            // What is in the ring now has been written when this ends; what comes meanwhile must not keep the others waiting.
            for (var room = _options.Capacity + MaxBatch; room > 0 && Fill() && Write(); room -= MaxBatch)
            {
            }

            // Asked before anybody is told: what comes after that is for the next time, and is not written at once by chance.
            var more = !_ring.IsEmpty;
            for (; flushes > 0 && _flushes.TryDequeue(out var flush); flushes--)
                flush.TrySetResult();
            Sweep();
            if (more)
                _wake.Set();
        }
        while (!stopping);
        Close();
    }

    /// <summary>False when there is nothing to write.</summary>
    private bool Fill()
    {
        _batch.Clear();
        _noticed = Dropped; // before anything is taken: see HasTakenAll
        _next = Math.Max(_next, JournalSequence.Of(Now));
        while (_batch.Facts < MaxBatch && _ring.TryRead(out var fact))
            _batch.Add(fact, _next++);
        return _batch.Facts > 0 || _noticed != _reported;
    }

    private bool Write()
    {
        try
        {
            _store ??= new JournalStore(_path);
            var now = Now;
            var lost = _noticed - _reported;
            _store.Write(_batch.Records, lost == 0 ? null : new JournalGap(Time(_completeUntil), Time(now), lost));
            Interlocked.Exchange(ref _reported, _noticed);
            _completeUntil = now;
            _isFailing = false;
            if (lost > 0)
                Log.JournalGap(_logger, _path, lost);
            return true;
        }
        catch (Exception e)
        {
            // A full disk, a file that was taken away: the broker goes on, and the journal says later what it has not.
            Interlocked.Add(ref _dropped, _batch.Facts);

            // Once: it is tried four times a second, and how many were left out in all is said when it can be written again.
            if (!_isFailing)
                Log.JournalFailed(_logger, _path, _batch.Facts, e);
            _isFailing = true;
            _store?.Dispose();
            _store = null;
            return false;
        }
    }

    private void Sweep()
    {
        var now = Now;
        if (now < _nextSweep || _store is null)
            return;
        try
        {
            if (_store.Sweep(now - (long)_options.Retention.TotalMilliseconds))
            {
                _wake.Set();
                return;
            }
        }
        catch (SqliteException e)
        {
            Log.JournalFailed(_logger, _path, 0, e);
        }

        Interlocked.Exchange(ref _nextSweep, now + (long)_sweepInterval.TotalMilliseconds);
    }

    private void Close()
    {
        try
        {
            _store?.Close(Now);
        }
        catch (SqliteException e)
        {
            Log.JournalFailed(_logger, _path, 0, e);
        }

        _store?.Dispose();
    }

    private void CompleteFlushes()
    {
        while (_flushes.TryDequeue(out var flush))
            flush.TrySetResult();
    }

    private static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
