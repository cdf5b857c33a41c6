using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// The broker inside this process, on one SQLite file. What it promises is on <see cref="IBroker"/>; how it keeps the
/// promises is on <see cref="GroupCommitWriter"/> (durability), <see cref="QueueState"/> (delivery) and <see cref="OrderedKeys"/> (order).
/// A file belongs to one process; the caller sees to that.
/// </summary>
public sealed partial class EmbeddedBroker : IBroker, IDeadLetterLog, IAsyncDisposable
{
    /// <summary>
    /// The space kept for acknowledging on a full disk, unless said otherwise: 48 MiB. It has to hold what a checkpoint
    /// moves from the WAL into the file, up to 32 MiB: without that, a few acknowledges fill it and the next are refused.
    /// </summary>
    public const long DefaultBallastBytes = 48 * 1024 * 1024;

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly Topology _topology = new();
    private readonly BrokerContext _context;
    private readonly BrokerUpkeep _upkeep;
    private readonly InFlightLedger _ledger;
    private readonly StoreHealth _health;
    private readonly GroupCommitWriter _writer;
    private readonly DeadLetterReader _reader;
    private readonly QueueReader _queueReader;
    private readonly DeadLetterLogReader _log;
    private readonly ITimer _ticker;
    private int _closed;

    private EmbeddedBroker(
        string directory, Durability durability, TimeProvider time, ILogger logger, IEnumerable<IBrokerObserver> observers, long ballastBytes)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "broker.db");
        StoreDamage.CheckFiles(path);
        _time = time;
        _context = new BrokerContext(_topology, new StoreClock(time), [.. observers], letter => DeadLetterChanged?.Invoke(letter), id => DeadLetterDeleted?.Invoke(id), logger);
        _ledger = new InFlightLedger(Path.Combine(directory, "broker.inflight"));
        _upkeep = new BrokerUpkeep(_context, _ledger, new WindowReader(path, logger), time, logger);
        var ballast = new Ballast(Path.Combine(directory, "broker.ballast"), ballastBytes, time);
        _health = new StoreHealth(time);
        _writer = new GroupCommitWriter(() => new BrokerStore(path, durability, _health, logger), _upkeep, ballast, _health, logger);
        _upkeep.Use(_writer);
        try
        {
            _writer.Start();
        }
        catch
        {
            _upkeep.Dispose();
            _ledger.Dispose();
            throw;
        }

        _reader = new DeadLetterReader(path);
        _queueReader = new QueueReader(path);
        _log = new DeadLetterLogReader(path);
        _ticker = time.CreateTimer(_ => Tick(), null, _tick, _tick);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Subscription> Subscriptions => _topology.Subscriptions;

    /// <inheritdoc/>
    public IReadOnlyList<StoreTrouble> Troubles => _health.Troubles;

    /// <summary>Opens the broker, creating <c>broker.db</c> in <paramref name="directory"/> when it is not there.</summary>
    /// <param name="directory">The folder; created when absent.</param>
    /// <param name="durability">What a confirmation survives.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="observers">Told of what happens to messages; default: nobody.</param>
    /// <param name="ballastBytes">Space kept for acknowledging on a full disk; 0 for none.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    /// <exception cref="StoreDamagedException">The file is damaged, or is no database. It was not changed.</exception>
    /// <exception cref="InvalidDataException">The file is of a later version.</exception>
    public static EmbeddedBroker Open(
        string directory,
        Durability durability,
        TimeProvider time,
        ILogger logger,
        IEnumerable<IBrokerObserver>? observers = null,
        long ballastBytes = DefaultBallastBytes) =>
        new(directory, durability, time, logger, observers ?? [], ballastBytes);

    /// <inheritdoc/>
    public Task<bool> DeclareQueueAsync(string queue, QueueOptions options, CancellationToken cancellationToken = default)
    {
        EntityName.Check(queue);
        options.Validate();
        return RunAsync(new DeclareQueueCommand(queue, options, isByProgram: false, _topology, _upkeep.Host), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> EnsureQueueAsync(string queue, QueueOptions options, CancellationToken cancellationToken = default)
    {
        EntityName.Check(queue);
        options.Validate();
        return RunAsync(new DeclareQueueCommand(queue, options, isByProgram: true, _topology, _upkeep.Host), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteQueueAsync(string queue, CancellationToken cancellationToken = default) =>
        _topology.Find(queue) is { } found
            ? RunAsync(new DeleteQueueCommand(found, _context), cancellationToken)
            : Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> DeclareTopicAsync(string topic, CancellationToken cancellationToken = default) =>
        RunAsync(new DeclareTopicCommand(EntityName.Check(topic), _topology), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SubscribeAsync(Subscription subscription, CancellationToken cancellationToken = default)
    {
        subscription.Validate();
        return RunAsync(new SubscribeCommand(subscription, _topology), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> UnsubscribeAsync(string topic, string subscription, CancellationToken cancellationToken = default) =>
        RunAsync(new UnsubscribeCommand(topic, subscription, _topology), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> PublishAsync(
        IReadOnlyList<OutgoingMessage> messages,
        Unroutable unroutable = Unroutable.Refuse,
        CancellationToken cancellationToken = default) => SendDiagnostics.IsOn
            ? PublishObservedAsync(messages, unroutable, cancellationToken)
            : RunAsync(new PublishCommand(messages, unroutable, _context), cancellationToken);

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
            return Told(queue, taken);
        using var timeout = wait == Timeout.InfiniteTimeSpan ? new CancellationTokenSource() : new CancellationTokenSource(wait, _time);
        using var byTimeout = timeout.Token.UnsafeRegister(_ => state.Leave(waiter), null);
        using var byCaller = cancellationToken.UnsafeRegister(_ => state.Leave(waiter), null);
        return Told(queue, await waiter.Value.Task);
    }

    /// <inheritdoc/>
    public Task AcknowledgeAsync(string leaseToken, CancellationToken cancellationToken = default)
    {
        var (queue, entry) = BeginSettling(leaseToken);
        return SettleAsync(new AcknowledgeCommand(queue, entry, _context));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Delivery>> AcknowledgeAsync(
        IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var lost = new List<Delivery>();
        var settling = new List<(AcknowledgeManyCommand Command, int Start)>(1);
        for (var i = 0; i < deliveries.Count;)
        {
            var start = i;
            var reserved = new List<Entry>(deliveries.Count - i);
            if (_topology.Find(deliveries[i].Lease) is not { } queue)
            {
                lost.Add(deliveries[i++]);
                continue;
            }

            i = queue.BeginSettling(deliveries, i, reserved, lost);
            if (reserved.Count == 0)
                continue;
            var command = new AcknowledgeManyCommand(queue, reserved, _context);
            settling.Add((command, start));
            _writer.Enqueue(command);
        }

        foreach (var (command, start) in settling)
        {
            foreach (var entry in await command.Task)
                lost.Add(deliveries.Skip(start).First(d => ReferenceEquals(d.Message, entry.Message)));
        }

        return lost;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PeekedMessage>> PeekAsync(
        string queue, long after, int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        var id = _topology.Get(queue).Id;
        return Task.Run<IReadOnlyList<PeekedMessage>>(() => _queueReader.Peek(id, queue, after, max), cancellationToken);
    }

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
            queue, entry, delay, unlimited, failure ?? new Failure(DeadLetterReasons.AttemptsExhausted), _context));
    }

    /// <inheritdoc/>
    public Task DeadLetterAsync(string leaseToken, Failure failure, CancellationToken cancellationToken = default)
    {
        var (queue, entry) = BeginSettling(leaseToken);
        return SettleAsync(new FailCommand(queue, entry, null, unlimited: false, failure, _context));
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
        RunAsync(new PurgeCommand(_topology.Get(queue), _context), cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<QueueStatistics> Statistics() =>
        [.. _topology.Queues.Select(q => q.Statistics()).OrderBy(s => s.Queue, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public QueueStatistics? Statistics(string queue) => _topology.Find(queue)?.Statistics();

    /// <inheritdoc/>
    public IReadOnlyList<LeasedMessage> Leased(string queue, int max) => _topology.Find(queue)?.Leased(max) ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<TopicStatistics> Topics() => _topology.Statistics();

    /// <summary>Writes what was handed over, then closes. Leases end; their messages are delivered again after the next open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _ticker.DisposeAsync();
        _upkeep.Dispose();
        _queueReader.Dispose();
        _log.Dispose();
        _reader.Dispose(); // before the writer, whose close is then the last one and checkpoints
        await _writer.DisposeAsync();
        foreach (var queue in _topology.Queues)
            queue.Close(new BrokerUnavailableException("The broker is closed."));
        _ledger.Clear();
        _ledger.Dispose();
    }

    /// <summary>Returns messages whose lease has ended, as a failed delivery.</summary>
    private void Tick()
    {
        foreach (var queue in _topology.Queues)
        {
            foreach (var entry in queue.TakeEndedLeases())
            {
                var failure = new Failure(DeadLetterReasons.LeaseExpired, null, "The lease ended before the message was settled.");
                _writer.Enqueue(new FailCommand(queue, entry, TimeSpan.Zero, unlimited: false, failure, _context));
            }
        }

        _writer.Wake();
    }

    /// <summary>Tells the observers of what was handed out.</summary>
    private IReadOnlyList<Delivery> Told(string queue, IReadOnlyList<Delivery> deliveries)
    {
        if (_context.IsObserved)
        {
            foreach (var delivery in deliveries)
                _context.Tell(BrokerEventKind.Delivered, queue, delivery.Message, delivery.DeliveryCount);
        }

        return deliveries;
    }

    private (QueueState Queue, Entry Entry) BeginSettling(string leaseToken)
    {
        var token = LeaseToken.Parse(leaseToken);
        var queue = _topology.Get(token);
        return queue.TryBeginSettling(token, out var entry) ? (queue, entry) : throw new LeaseLostException(leaseToken);
    }

    private Task<IReadOnlyList<int>> PublishObservedAsync(
        IReadOnlyList<OutgoingMessage> messages, Unroutable unroutable, CancellationToken cancellationToken) =>
        SendDiagnostics.PublishAsync(
            messages, traced => RunAsync(new PublishCommand(traced, unroutable, _context), cancellationToken));

    private Task<TResult> RunAsync<TResult>(WriterCommand<TResult> command, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);
        _writer.Enqueue(command);
        return command.Task;
    }

    /// <summary>A settlement that has begun is not cancelled: its lease is reserved until the writer has answered.</summary>
    private Task<bool> SettleAsync(SettleCommand command)
    {
        _writer.Enqueue(command);
        return command.Task;
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
