using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// Reads ahead for queues that hold more than memory does, on a thread and a read-only connection of its own: the writer is the
/// thread that everybody waits for. Reads are short, so that they do not keep a checkpoint waiting, and go no further than what
/// has been applied to the queue.
/// </summary>
internal sealed class WindowReader : IDisposable
{
    /// <summary>
    /// Shared bodies kept while there is something to read, 32 MiB: queues of one topic that are two windows apart still have them from each other.
    /// </summary>
    private const int SharedBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly object _lock = new();
    private readonly Queue<QueueState> _asked = new();
    private readonly Dictionary<long, ReadyReader> _readers = [];
    private readonly Thread _thread;
    private SqliteConnection? _connection;
    private SharedBodyReader? _shared;
    private bool _isClosed;

    public WindowReader(string path, ILogger logger)
    {
        _path = path;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "broker reader" };
        _thread.Start();
    }

    /// <summary>Any thread. Asked once for a queue until it has been read for.</summary>
    public void Ask(QueueState queue)
    {
        lock (_lock)
        {
            _asked.Enqueue(queue);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for a read that is under way.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.Pulse(_lock);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (TryTake(out var queue))
        {
            try
            {
                while (!Volatile.Read(ref _isClosed) && queue.TryBeginRead(out var range)
                    && !queue.EndRead(range, Read(queue.Id, range, out var isEnd), isEnd))
                {
                }
            }
            catch (SqliteException e)
            {
                // The queue was just deleted, or the disk fails: the writer reads the next time, and says what is wrong.
                Log.ReadAheadFailed(_logger, queue.Name, e);
                Close();
                queue.ReadFailed();
            }
            catch (StoreDamagedException e)
            {
                Log.QueueDamaged(_logger, queue.Name, e);
                queue.StopReading();
            }
        }

        Close();
    }

    private List<Entry> Read(long queueId, ReadRange range, out bool isEnd)
    {
        _connection ??= SqliteConnection.Open(_path, readOnly: true);
        _shared ??= new SharedBodyReader(_connection.Prepare, SharedBytes);
        if (!_readers.TryGetValue(queueId, out var reader))
            _readers[queueId] = reader = new ReadyReader(_path, _connection.Prepare, _shared, queueId);

        // One transaction for both tables, and a short one.
        _connection.Execute("BEGIN");
        try
        {
            return reader.Read(range.From, range.To, range.Max, QueueWindow.MaxReadBytes, out isEnd);
        }
        finally
        {
            _connection.Execute("COMMIT");
        }
    }

    private bool TryTake(out QueueState queue)
    {
        lock (_lock)
        {
            while (true)
            {
                queue = null!;
                if (_isClosed)
                    return false;
                if (_asked.TryDequeue(out queue!))
                    return true;
                if (!Monitor.Wait(_lock, _shared is { IsEmpty: false } ? _idle : Timeout.InfiniteTimeSpan))
                    _shared!.Clear();
            }
        }
    }

    private void Close()
    {
        _readers.Clear();
        _connection?.Dispose();
        (_connection, _shared) = (null, null);
    }
}
