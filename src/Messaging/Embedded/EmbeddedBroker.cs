using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// The broker inside this process, on one SQLite file. What it promises is on <see cref="IBroker"/>; how it keeps the
/// promises is on <see cref="GroupCommitWriter"/> (durability) and <see cref="QueueState"/> (delivery).
/// A file belongs to one process; the caller sees to that.
/// </summary>
public sealed class EmbeddedBroker : IBroker, IWriterOwner, IAsyncDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Topology _topology = new();
    private readonly GroupCommitWriter _writer;
    private readonly DeadLetterReader _reader;
    private readonly ConcurrentQueue<QueueState> _refills = new();
    private readonly ITimer _ticker;
    private readonly ITimer _dueTimer;
    private int _closed;

    private EmbeddedBroker(string directory, Durability durability, TimeProvider time, ILogger logger)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, "broker.db");
        _time = time;
        _logger = logger;
        _dueTimer = time.CreateTimer(_ => _writer!.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _writer = new GroupCommitWriter(() => new BrokerStore(_path, durability), this, logger);
        _writer.Start();
        _reader = new DeadLetterReader(_path);
        _ticker = time.CreateTimer(_ => Tick(), null, _tick, _tick);
    }

    /// <inheritdoc/>
    public event Action<DeadLetter>? DeadLetterChanged;

    /// <inheritdoc/>
    public IReadOnlyList<Subscription> Subscriptions => _topology.Subscriptions;

    /// <summary>Opens the broker, creating <c>broker.db</c> in <paramref name="directory"/> when it is not there.</summary>
    /// <param name="directory">The folder; created when absent.</param>
    /// <param name="durability">What a confirmation survives.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="SqliteException">The file cannot be opened, or is no database.</exception>
    /// <exception cref="InvalidDataException">The file is of a later version.</exception>
    public static EmbeddedBroker Open(string directory, Durability durability, TimeProvider time, ILogger logger) =>
        new(directory, durability, time, logger);

    /// <inheritdoc/>
    public Task<bool> DeclareQueueAsync(string queue, QueueOptions options, CancellationToken cancellationToken = default)
    {
        EntityName.Check(queue);
        options.Validate();
        return RunAsync(new DeclareQueueCommand(queue, options, _topology, id => NewQueue(id, queue, options, paused: false)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteQueueAsync(string queue, CancellationToken cancellationToken = default) =>
        _topology.Find(queue) is { } found
            ? RunAsync(new DeleteQueueCommand(found, _topology), cancellationToken)
            : Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> DeclareTopicAsync(string topic, CancellationToken cancellationToken = default) =>
        RunAsync(new DeclareTopicCommand(EntityName.Check(topic), _topology), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SubscribeAsync(Subscription subscription, CancellationToken cancellationToken = default)
    {
        EntityName.Check(subscription.Topic);
        EntityName.Check(subscription.Name);
        return RunAsync(new SubscribeCommand(subscription, _topology), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> UnsubscribeAsync(string topic, string subscription, CancellationToken cancellationToken = default) =>
        RunAsync(new UnsubscribeCommand(topic, subscription, _topology), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> PublishAsync(
        IReadOnlyList<OutgoingMessage> messages,
        Unroutable unroutable = Unroutable.Refuse,
        CancellationToken cancellationToken = default) =>
        RunAsync(new PublishCommand(messages, unroutable, _topology, _time, OnDeadLetterChanged), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Delivery>> ReceiveAsync(
        string queue, int max, TimeSpan wait, TimeSpan? lease = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        CheckWait(wait);
        if (lease is { } asked)
            CheckLease(asked);
        var state = _topology.Get(queue);
        cancellationToken.ThrowIfCancellationRequested();
        var taken = state.Take(max, lease ?? state.Options.LeaseDuration, wait != TimeSpan.Zero, out var waiter);
        if (waiter is null)
            return taken;
        using var timeout = wait == Timeout.InfiniteTimeSpan ? new CancellationTokenSource() : new CancellationTokenSource(wait, _time);
        using var byTimeout = timeout.Token.UnsafeRegister(_ => state.Leave(waiter), null);
        using var byCaller = cancellationToken.UnsafeRegister(_ => state.Leave(waiter), null);
        return await waiter.Value.Task;
    }

    /// <inheritdoc/>
    public Task AcknowledgeAsync(string leaseToken, CancellationToken cancellationToken = default)
    {
        var (queue, entry) = BeginSettling(leaseToken);
        return SettleAsync(new AcknowledgeCommand(queue, entry, _time, OnDeadLetterChanged));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Delivery>> AcknowledgeAsync(
        IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken = default)
    {
        var lost = new List<Delivery>();
        var settled = new List<Task>();
        foreach (var delivery in deliveries)
        {
            try
            {
                settled.Add(AcknowledgeAsync(delivery.LeaseToken, cancellationToken));
            }
            catch (LeaseLostException)
            {
                lost.Add(delivery);
            }
        }

        await Task.WhenAll(settled);
        return lost;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PeekedMessage>> PeekAsync(
        string queue, long after, int max, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task RetryAsync(
        string leaseToken,
        TimeSpan delay,
        Failure? failure = null,
        bool unlimited = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var (queue, entry) = BeginSettling(leaseToken);
        return SettleAsync(new FailCommand(
            queue, entry, delay, unlimited, failure ?? new Failure(DeadLetterReasons.AttemptsExhausted), _time, OnDeadLetterChanged));
    }

    /// <inheritdoc/>
    public Task DeadLetterAsync(string leaseToken, Failure failure, CancellationToken cancellationToken = default)
    {
        var (queue, entry) = BeginSettling(leaseToken);
        return SettleAsync(new FailCommand(queue, entry, null, unlimited: false, failure, _time, OnDeadLetterChanged));
    }

    /// <inheritdoc/>
    public void Renew(string leaseToken, TimeSpan lease)
    {
        CheckLease(lease);
        var token = LeaseToken.Parse(leaseToken);
        if (!_topology.Get(token).TryRenew(token, lease))
            throw new LeaseLostException(leaseToken);
    }

    /// <inheritdoc/>
    public Task PauseAsync(string queue, CancellationToken cancellationToken = default) =>
        RunAsync(new PauseCommand(_topology.Get(queue), paused: true), cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string queue, CancellationToken cancellationToken = default) =>
        RunAsync(new PauseCommand(_topology.Get(queue), paused: false), cancellationToken);

    /// <inheritdoc/>
    public Task<long> PurgeAsync(string queue, CancellationToken cancellationToken = default) =>
        RunAsync(new PurgeCommand(_topology.Get(queue), _refills.Enqueue), cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<QueueStatistics> Statistics() =>
        [.. _topology.Queues.Select(q => q.Statistics()).OrderBy(s => s.Queue, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public QueueStatistics? Statistics(string queue) => _topology.Find(queue)?.Statistics();

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(DeadLetterQuery query, CancellationToken cancellationToken = default) =>
        Task.Run<IReadOnlyList<DeadLetter>>(() => _reader.List(query), cancellationToken);

    /// <inheritdoc/>
    public Task<DeadLetterContent?> FindDeadLetterAsync(long id, CancellationToken cancellationToken = default) =>
        Task.Run(() => _reader.Find(id), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountDeadLettersAsync(DeadLetterStatus status, CancellationToken cancellationToken = default) =>
        Task.Run(() => _reader.Count(status), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> OldestOpenDeadLetterAsync(CancellationToken cancellationToken = default) =>
        Task.Run(_reader.OldestOpen, cancellationToken);

    /// <inheritdoc/>
    public Task<DeadLetter> ReplayAsync(long id, string by, CancellationToken cancellationToken = default) =>
        RunAsync(new ReplayCommand(id, by, _topology, _time, OnDeadLetterChanged), cancellationToken);

    /// <summary>Writes what was handed over, then closes. Leases end; their messages are delivered again after the next open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _ticker.DisposeAsync();
        await _dueTimer.DisposeAsync();
        _reader.Dispose(); // before the writer, whose close is then the last one and checkpoints
        await _writer.DisposeAsync();
        foreach (var queue in _topology.Queues)
            queue.Close(new BrokerUnavailableException("The broker is closed."));
    }

    void IWriterOwner.Load(BrokerStore store)
    {
        // After a commit whose outcome was unknown, memory may have what the store has not: the store is right.
        var stored = store.Queues();
        foreach (var gone in _topology.Queues.Where(q => !stored.Exists(s => s.Id == q.Id)).ToList())
        {
            gone.Deleting = true;
            _topology.Remove(gone);
            gone.Close(new UnknownQueueException(gone.Name));
        }

        _topology.ClearTopics();
        long messages = 0;
        foreach (var (id, name, options, paused) in stored)
        {
            var queue = _topology.Find(name);
            if (queue is null)
                _topology.Add(queue = NewQueue(id, name, options, paused));
            queue.Deleting = false;
            queue.Load(store.Table(id), options, paused, store.FailedDeadLetters(name));
            messages += queue.Statistics().Ready + queue.Statistics().Scheduled;
        }

        foreach (var topic in store.Topics())
            _topology.AddTopic(topic);
        foreach (var subscription in store.Subscriptions())
            _topology.Put(subscription);
        Log.BrokerOpened(_logger, _path, _topology.Queues.Count(), messages, SqliteNative.Version, SqliteNative.Library);
    }

    void IWriterOwner.CollectDue(List<WriterCommand> batch)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var queue in _topology.Queues)
        {
            if (queue.NextDue <= now)
                batch.Add(new PromoteDueCommand(queue, now));
        }
    }

    void IWriterOwner.AfterBatch(BrokerStore store)
    {
        while (_refills.TryDequeue(out var queue))
        {
            if (!queue.Deleting)
                queue.Refill(store.Table(queue.Id));
        }

        if (_topology.Queues.Min(q => q.NextDue) is { } due)
        {
            var wait = Math.Clamp(due - _time.GetUtcNow().ToUnixTimeMilliseconds(), 0, (long)TimeSpan.FromDays(1).TotalMilliseconds);
            _dueTimer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }

    private QueueState NewQueue(long id, string name, QueueOptions options, bool paused) =>
        new(id, name, options, paused, _time, queue =>
        {
            _refills.Enqueue(queue);
            _writer.Wake();
        });

    /// <summary>Returns messages whose lease has ended, as a failed delivery.</summary>
    private void Tick()
    {
        foreach (var queue in _topology.Queues)
        {
            foreach (var entry in queue.TakeExpired())
            {
                var failure = new Failure(DeadLetterReasons.LeaseExpired, null, "The lease ended before the message was settled.");
                var command = new FailCommand(queue, entry, TimeSpan.Zero, unlimited: false, failure, _time, OnDeadLetterChanged);
                if (!_writer.TryEnqueue(command))
                    queue.EndSettling(entry);
            }
        }

        _writer.Wake();
    }

    private (QueueState Queue, Entry Entry) BeginSettling(string leaseToken)
    {
        var token = LeaseToken.Parse(leaseToken);
        var queue = _topology.Get(token);
        return queue.TryBeginSettling(token, out var entry) ? (queue, entry) : throw new LeaseLostException(leaseToken);
    }

    private async Task<TResult> RunAsync<TResult>(WriterCommand<TResult> command, CancellationToken cancellationToken)
    {
        await _writer.EnqueueAsync(command, cancellationToken);
        return await command.Task;
    }

    /// <summary>A settlement that has begun is not cancelled: its lease is reserved until the writer has answered.</summary>
    private async Task SettleAsync(SettleCommand command)
    {
        try
        {
            await _writer.EnqueueAsync(command, CancellationToken.None);
        }
        catch (BrokerUnavailableException e)
        {
            command.Failed(e);
        }

        await command.Task;
    }

    private void OnDeadLetterChanged(DeadLetter letter)
    {
        try
        {
            DeadLetterChanged?.Invoke(letter);
        }
        catch (Exception e)
        {
            // Whoever listens shows or counts things; the writer's thread must not end for that.
            Log.ListenerFailed(_logger, letter.Id, e);
        }
    }

    private static void CheckLease(TimeSpan lease)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lease, TimeSpan.FromHours(12));
    }

    /// <summary>Before the caller is among those who wait: messages would be leased to a caller that was told of an error.</summary>
    private static void CheckWait(TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, TimeSpan.FromDays(1));
    }
}
