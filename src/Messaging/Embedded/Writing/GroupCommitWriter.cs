using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// The only writer of <c>broker.db</c>. It takes the commands that wait, runs them as one transaction, commits once, and
/// then completes every caller (group commit: D. Gawlick, "Processing hot spots in high performance systems", 1985). There
/// is no timer: what arrives while one commit is under way is the next batch. It has a thread of its own; while commands come one by
/// one the caller of a short one takes that thread's place, which waits meanwhile (<see cref="LoneCaller"/>). Whoever it is: one
/// at a time, and the words "the writer's thread" mean the one whose turn it is.
///
/// Crash windows: before the commit nothing of the batch happened and no caller was told that it did; after it everything
/// did, and callers that were not told may ask again with the same message ids.
/// A commit that fails is never repeated: after a failed fsync the pages count as clean, and a second one would confirm what
/// is not on the disk. The store is closed and opened again, and what it then says is the truth. The one exception is a full
/// disk, which SQLite reports before it has written the commit: then the batch is undone, publishes are refused, and what makes
/// room is carried out in the space of the <see cref="Ballast"/>.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    // Each is at most as long as the time below; a tick or a timer may have woken the writer for one of them.
    private const int IdleAfter = 2;
    private static readonly TimeSpan _idle = TimeSpan.FromMilliseconds(250);

    private readonly Func<BrokerStore> _open;
    private readonly IWriterOwner _owner;
    private readonly Ballast _ballast;
    private readonly StoreHealth _health;
    private readonly ILogger _logger;
    private readonly CommandQueue _commands = new();
    private readonly PendingCommands _pending = new();
    private readonly List<WriterCommand> _batch = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BrokerStore? _store;
    private bool _wasWritten;
    private int _emptyRounds;
    private int _closing;

    public GroupCommitWriter(Func<BrokerStore> open, IWriterOwner owner, Ballast ballast, StoreHealth health, ILogger logger)
    {
        _open = open;
        _owner = owner;
        _ballast = ballast;
        _health = health;
        _logger = logger;
    }

    /// <summary>Opens the store on the caller's thread, so that a damaged file stops the start, then starts writing.</summary>
    public void Start()
    {
        try
        {
            _store = _open();
            _owner.Load(_store);
            _owner.AfterBatch(_store);

            // When there is no room for it now, the first command finds that out, and says so.
            _ballast.TryRestore();
        }
        catch
        {
            _store?.Dispose();
            throw;
        }

        new Thread(Run) { IsBackground = true, Name = "broker writer" }.Start();
    }

    /// <summary>
    /// Hands the command over; its task is completed after the commit. A caller who is alone carries a short one out himself, and then
    /// that has happened when this returns.
    /// </summary>
    public void Enqueue(WriterCommand command)
    {
        if (!_commands.TryAdd(command, out var isCallersTurn))
            command.Failed(new BrokerUnavailableException("The broker is closed."));
        else if (isCallersTurn)
            RunHere(command);
    }

    /// <summary>Makes the writer look at what is due.</summary>
    public void Wake() => _commands.Wake();

    /// <summary>Writes what was handed over, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
            _commands.Close();
        await _stopped.Task;
    }

    private void RunHere(WriterCommand command)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            BeginBatch();
            _batch.Add(command);
            EndBatch();
            _emptyRounds = 0;
        }
        finally
        {
            _commands.EndTurn(TimeProvider.System.GetElapsedTime(start));
        }
    }

    private void Run()
    {
        var taken = new List<WriterCommand>();
        while (_commands.Take(ref taken, _idle))
        {
            _emptyRounds = taken.Count > 0 ? 0 : _emptyRounds + 1;
            do
            {
                _pending.Add(taken);
                taken.Clear();
                BeginBatch();
                _pending.MoveTo(_batch);
                EndBatch();

                // Those that settle go before what is left.
                if (!_pending.IsEmpty)
                    _commands.TakeWhatIsThere(ref taken);
            }
            while (!_pending.IsEmpty || taken.Count > 0);
            if (_emptyRounds == IdleAfter)
                Idle();
        }

        _store?.Dispose();
        _stopped.SetResult();
    }

    /// <summary>What is due goes with whatever is written next.</summary>
    private void BeginBatch()
    {
        _batch.Clear();
        if (TryOpen())
            _owner.CollectDue(_batch);
    }

    private void EndBatch()
    {
        if (_store is null)
            Refuse(new BrokerUnavailableException("The broker's store cannot be opened at the moment."));
        else if (_batch.Count > 0)
            Write();
        else if (_ballast.IsReleased)
            TryRestoreBallast(null); // nobody publishes, but whoever looks is to see that there is room
        AfterBatch();
    }

    private void Write()
    {
        if (_ballast.IsReleased && !TryRestoreBallast(_store!.Wal.Truncate))
            Refuse(TakeWhatNeedsSpace(), new DiskFullException(_ballast.Path));
        var commands = _batch.Count;
        var committing = false;
        try
        {
            Transact(ref committing);
        }
        catch (SqliteException full) when (full.IsDiskFull)
        {
            if (!TryMakeRoom(full))
                return;
        }
        catch (Exception e)
        {
            Log.WriteFailed(_logger, _store!.Path, commands, e);
            if (e is SqliteException)
                _health.Began(StoreTroubleKind.Unavailable);
            if (committing || !TryRollback())
                CloseStore();
            Refuse(new BrokerUnavailableException("The broker's store could not be written: " + e.Message, e));
            return;
        }

        _wasWritten = true;
        _health.Ended(StoreTroubleKind.Unavailable);
        var applied = true;
        foreach (var command in _batch)
            applied &= Apply(command);
        if (!applied)
            CloseStore();
    }

    private void Transact(ref bool committing)
    {
        _store!.Begin(_batch.TrueForAll(static command => command.IsShort));

        for (var i = 0; i < _batch.Count; i++)
        {
            // Who is refused has been told, and has no part in what becomes of the others.
            if (!Execute(_batch[i]))
                _batch[i] = NoCommand.Instance;
        }

        _store.Flush();
        FaultPoint.Hit("broker-before-commit");
        committing = true;
        _store.Commit();
        FaultPoint.Hit("broker-after-commit");
    }

    /// <summary>
    /// The disk is full, and nothing of the batch is on it. Publishes are refused; acknowledging goes on, in the space that was
    /// kept for this. False when even that is not possible.
    /// </summary>
    private bool TryMakeRoom(SqliteException full)
    {
        Log.DiskFull(_logger, _store!.Path, full);
        if (TryRollback())
        {
            // What the ballast had is in use: the WAL has taken it for commits that a checkpoint makes room of.
            if (_ballast.IsReleased)
                _store.Wal.Truncate();
            _ballast.Release();
            _health.Began(StoreTroubleKind.DiskFull);
            var refused = TakeWhatNeedsSpace();
            var committing = false;
            try
            {
                Transact(ref committing);

                // Each of the commits to come would make the WAL longer, and what it has already is space that the ballast needs to come back.
                _store.Wal.Truncate();
                return true;
            }
            catch (Exception e)
            {
                Log.WriteFailed(_logger, _store.Path, _batch.Count, e);
            }
            finally
            {
                // Told last: who hears that the disk is full finds it with all the room that could be made.
                Refuse(refused, new DiskFullException(_ballast.Path, full));
            }
        }

        CloseStore();
        Refuse(new DiskFullException(_ballast.Path, full));
        return false;
    }

    private bool TryRestoreBallast(Action? makeRoom)
    {
        if (!_ballast.TryRestore(makeRoom))
            return false;
        _health.Ended(StoreTroubleKind.DiskFull);
        Log.DiskHasRoom(_logger, _ballast.Path);
        return true;
    }

    private List<WriterCommand> TakeWhatNeedsSpace()
    {
        var taken = _batch.FindAll(command => command.NeedsSpace);
        _batch.RemoveAll(command => command.NeedsSpace);
        return taken;
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
            _store.Wal.Keep();
        }
        catch (Exception e)
        {
            // A read failed. Nobody waits for it, and this thread must not end: load everything anew.
            Log.WriteFailed(_logger, _store.Path, 0, e);
            CloseStore();
        }
    }

    /// <summary>Nobody wants anything: what would hold up a busy time is done now.</summary>
    private void Idle()
    {
        if (_store is null || !_wasWritten)
            return;
        _wasWritten = false;
        _store.Wal.Empty();
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

    private void Refuse(BrokerException reason) => Refuse(_batch, reason);

    private static void Refuse(List<WriterCommand> commands, BrokerException reason)
    {
        foreach (var command in commands)
            command.Failed(reason);
    }

    private void CloseStore()
    {
        _store?.Dispose();
        _store = null;
    }

    private bool TryOpen()
    {
        if (_store is not null)
            return true;
        try
        {
            _store = _open();
            _owner.Load(_store);
            _health.Ended(StoreTroubleKind.Unavailable);
            Log.StoreReopened(_logger);
            return true;
        }
        catch (Exception e)
        {
            // Tried again with the next command or tick; until then everything is refused.
            Log.WriteFailed(_logger, "the store", _batch.Count, e);
            _health.Began(StoreTroubleKind.Unavailable);
            CloseStore();
            return false;
        }
    }
}
