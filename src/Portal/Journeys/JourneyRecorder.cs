using System.Collections.Concurrent;
using Messaging;
using Portal.Client.Messages;
using Portal.Live;
using Portal.Redaction;
using Portal.ThirdParties;

namespace Portal.Journeys;

/// <summary>
/// Keeps what the journal does not: the content of the messages that the portal's services exchange, and the calls to third
/// parties that handling them made. Written behind the broker, four times a second, from a thread of its own; nobody waits for it. What
/// is too much for it is left out: the pages then say that it was not kept.
///
/// It also tells those who look at a conversation that something happened in it.
/// </summary>
internal sealed class JourneyRecorder : IBrokerObserver, ICallRecorder, IDisposable
{
    private const int MaxWaiting = 32 * 1024 * 1024;
    private const long MaxSize = 1024L * 1024 * 1024;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly HashSet<string> _queues;
    private readonly TimeSpan _retention;
    private readonly LiveFeed _feed;
    private readonly Redactor _redactor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<JourneyNote> _waiting = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _flushes = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private readonly ITimer _timer;
    private JourneyStore? _store;
    private long _weight;
    private long _pulse;
    private DateTimeOffset _nextSweep;
    private volatile bool _stopping;

    /// <param name="directory">Of <c>journeys.db</c>.</param>
    /// <param name="queues">Whose messages are kept.</param>
    /// <param name="retention">For how long.</param>
    /// <param name="feed">Tells the viewers.</param>
    /// <param name="redactor">Takes secrets out of what is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of what cannot be written.</param>
    public JourneyRecorder(
        string directory, IEnumerable<string> queues, TimeSpan retention, LiveFeed feed, Redactor redactor, TimeProvider time, ILogger<JourneyRecorder> logger)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, "journeys.db");
        _queues = queues.ToHashSet(StringComparer.Ordinal);
        (_retention, _feed, _redactor, _time, _logger) = (retention, feed, redactor, time, logger);
        _store = new JourneyStore(_path);
        _nextSweep = time.GetUtcNow();
        _thread = new Thread(Run) { IsBackground = true, Name = "journeys" };
        _thread.Start();
        _timer = time.CreateTimer(_ => Tick(), null, _interval, _interval);
    }

    public void Observe(in BrokerEvent brokerEvent)
    {
        if (brokerEvent.Kind is BrokerEventKind.Published && _queues.Contains(brokerEvent.Queue))
            Keep(new JourneyNote(brokerEvent.Message.CorrelationId, brokerEvent.Message, null));
        if (_feed.HasViewers<JourneyPulse>())
            _feed.Publish(new JourneyPulse(brokerEvent.Message.CorrelationId, Interlocked.Increment(ref _pulse)));
    }

    public void Record(ThirdPartyCall call)
    {
        var correlation = call.Cause.Message.CorrelationId;
        Keep(new JourneyNote(correlation, null, call));
        if (_feed.HasViewers<JourneyPulse>())
            _feed.Publish(new JourneyPulse(correlation, Interlocked.Increment(ref _pulse)));
    }

    /// <summary>Ends when everything that was told before is written, or left out.</summary>
    public Task FlushAsync()
    {
        if (_stopping)
            return Task.CompletedTask;
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushes.Enqueue(flush);
        _wake.Set();
        if (_stopping)
            CompleteFlushes(); // the thread may have looked for the last time just before
        return flush.Task;
    }

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

    private void Keep(in JourneyNote note)
    {
        if (Interlocked.Add(ref _weight, note.Weight) > MaxWaiting)
            Interlocked.Add(ref _weight, -note.Weight);
        else
            _waiting.Enqueue(note);
    }

    private void Tick()
    {
        if (!_waiting.IsEmpty || _time.GetUtcNow() >= _nextSweep)
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
            try
            {
                Write();
                Sweep();
            }
            catch (Microsoft.Data.Sqlite.SqliteException e)
            {
                JourneyLog.NotKept(_logger, _path, e);
                _store?.Dispose();
                _store = null;
            }

            for (; flushes > 0 && _flushes.TryDequeue(out var flush); flushes--)
                flush.TrySetResult();
        }
        while (!stopping);
        _store?.Dispose();
    }

    private void Write()
    {
        if (_waiting.IsEmpty)
            return;
        var rows = new Dictionary<string, JourneyRow>(StringComparer.Ordinal);
        for (var count = _waiting.Count; count > 0 && _waiting.TryDequeue(out var note); count--)
        {
            Interlocked.Add(ref _weight, -note.Weight);
            if (!rows.TryGetValue(note.CorrelationId, out var row))
                rows.Add(note.CorrelationId, row = new JourneyRow());
            row.Add(note, _redactor);
        }

        (_store ??= new JourneyStore(_path)).Write(rows, _time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private void Sweep()
    {
        var now = _time.GetUtcNow();
        if (now < _nextSweep || _store is null)
            return;
        var oldest = _store.Size > MaxSize ? now : now - _retention;
        if (_store.Sweep(oldest.ToUnixTimeMilliseconds()))
            _wake.Set(); // there may be more; what waits to be written comes in between
        else
            _nextSweep = now + _sweepInterval;
    }

    private void CompleteFlushes()
    {
        while (_flushes.TryDequeue(out var flush))
            flush.TrySetResult();
    }
}
