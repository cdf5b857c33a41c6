using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// The only writer of <c>broker.db</c>. It takes what waits on the channel, runs it as one transaction, commits once, and
/// then completes every caller (group commit: D. Gawlick, "Processing hot spots in high performance systems", 1985). There
/// is no timer: what arrives while one commit is under way is the next batch.
///
/// Crash windows: before the commit nothing of the batch happened and no caller was told that it did; after it everything
/// did, and callers that were not told may ask again with the same message ids.
/// A commit that fails is never repeated: after a failed fsync the pages count as clean, and a second one would confirm what
/// is not on the disk. The store is closed and opened again, and what it then says is the truth.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int MaxCommands = 1000;
    private const int MaxWeight = 4 * 1024 * 1024;
    private const int QueuedCommands = 8192;

    private readonly Func<BrokerStore> _open;
    private readonly IWriterOwner _owner;
    private readonly ILogger _logger;
    private readonly Channel<WriterCommand> _commands =
        Channel.CreateBounded<WriterCommand>(new BoundedChannelOptions(QueuedCommands) { SingleReader = true });

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BrokerStore? _store;

    public GroupCommitWriter(Func<BrokerStore> open, IWriterOwner owner, ILogger logger)
    {
        _open = open;
        _owner = owner;
        _logger = logger;
    }

    /// <summary>Opens the store on the caller's thread, so that a damaged file stops the start, then starts writing.</summary>
    public void Start()
    {
        _store = _open();
        _owner.Load(_store);
        _owner.AfterBatch(_store);
        new Thread(Run) { IsBackground = true, Name = "broker writer" }.Start();
    }

    /// <summary>Hands the command over; waits while the channel is full.</summary>
    /// <exception cref="BrokerUnavailableException">The broker is closed.</exception>
    public async ValueTask EnqueueAsync(WriterCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await _commands.Writer.WriteAsync(command, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new BrokerUnavailableException("The broker is closed.");
        }
    }

    /// <summary>Hands over a command that nobody waits for. False when it was not taken: the channel is full or closed.</summary>
    public bool TryEnqueue(WriterCommand command) => _commands.Writer.TryWrite(command);

    /// <summary>Makes the writer look at what is due. A full channel is as good: it will look after the next batch.</summary>
    public void Wake() => _commands.Writer.TryWrite(WakeCommand.Instance);

    /// <summary>Writes what was handed over, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_commands.Writer.TryComplete())
            await _stopped.Task;
    }

    private void Run()
    {
        var batch = new List<WriterCommand>(MaxCommands);
        while (_commands.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            if (TryOpen(batch))
                _owner.CollectDue(batch);
            var weight = 0;
            while (batch.Count < MaxCommands && weight < MaxWeight && _commands.Reader.TryRead(out var command))
            {
                weight += command.Weight;
                if (command is not WakeCommand)
                    batch.Add(command);
            }

            if (_store is null)
                Refuse(batch, new BrokerUnavailableException("The broker's store cannot be opened at the moment."));
            else if (batch.Count > 0)
                Write(batch);
            AfterBatch();
        }

        _store?.Dispose();
        _stopped.SetResult();
    }

    private void Write(List<WriterCommand> batch)
    {
        var committing = false;
        try
        {
            _store!.Begin();
            for (var i = 0; i < batch.Count; i++)
            {
                // Who is refused has been told, and has no part in what becomes of the others.
                if (!Execute(batch[i]))
                    batch[i] = WakeCommand.Instance;
            }

            FaultPoint.Hit("broker-before-commit");
            committing = true;
            _store.Commit();
            FaultPoint.Hit("broker-after-commit");
        }
        catch (Exception e)
        {
            Log.WriteFailed(_logger, _store!.Path, batch.Count, e);
            if (committing || !TryRollback())
                CloseStore();
            Refuse(batch, new BrokerUnavailableException("The broker's store could not be written: " + e.Message, e));
            return;
        }

        var applied = true;
        foreach (var command in batch)
            applied &= Apply(command);
        if (!applied)
            CloseStore();
    }

    /// <summary>Changes memory as the store was changed. False when that failed: then the store must be loaded anew.</summary>
    private bool Apply(WriterCommand command)
    {
        try
        {
            command.Committed();
            return true;
        }
        catch (Exception e)
        {
            Log.WriteFailed(_logger, _store!.Path, 1, e);
            command.Failed(new BrokerUnavailableException("The change was written, but could not be applied: " + e.Message, e));
            return false;
        }
    }

    private void AfterBatch()
    {
        if (_store is null)
            return;
        try
        {
            _owner.AfterBatch(_store);
        }
        catch (Exception e)
        {
            // A read failed. Nobody waits for it, and this thread must not end: load everything anew.
            Log.WriteFailed(_logger, _store.Path, 0, e);
            CloseStore();
        }
    }

    private bool Execute(WriterCommand command)
    {
        try
        {
            command.Execute(_store!);
            return true;
        }
        catch (BrokerException refusal)
        {
            command.Failed(refusal);
            return false;
        }
    }

    private bool TryRollback()
    {
        try
        {
            _store!.Rollback();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static void Refuse(List<WriterCommand> batch, BrokerUnavailableException reason)
    {
        foreach (var command in batch)
            command.Failed(reason);
    }

    private void CloseStore()
    {
        _store?.Dispose();
        _store = null;
    }

    private bool TryOpen(List<WriterCommand> batch)
    {
        if (_store is not null)
            return true;
        try
        {
            _store = _open();
            _owner.Load(_store);
            Log.StoreReopened(_logger);
            return true;
        }
        catch (Exception e)
        {
            // Tried again with the next command or tick; until then everything is refused.
            Log.WriteFailed(_logger, "the store", batch.Count, e);
            CloseStore();
            return false;
        }
    }

    private sealed class WakeCommand : WriterCommand
    {
        public static readonly WakeCommand Instance = new();

        public override void Execute(BrokerStore store)
        {
        }

        public override void Committed()
        {
        }

        public override void Failed(Exception exception)
        {
        }
    }
}
