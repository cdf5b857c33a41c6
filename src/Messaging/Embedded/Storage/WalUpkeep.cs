using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Messaging.Embedded;

/// <summary>
/// Moves what is in the WAL of <c>broker.db</c> into the file before it gets long, after the callers of a commit have been told: SQLite itself
/// would do it before that, and keep to itself that it failed. Used by the writer's thread.
///
/// <b>After a sync of the file that failed nothing is moved any more by this process.</b> While somebody reads, a checkpoint moves what was
/// there before him, and SQLite counts that as moved, but syncs the file only with the checkpoint that has moved everything. When that sync fails
/// the system takes the lost pages for clean; the next one would succeed without them, and the WAL would begin anew, which was the only
/// other place where they are. So it is kept, and grows. When the store is opened next, with nobody having it open, SQLite counts nothing as moved.
/// </summary>
internal sealed class WalUpkeep
{
    /// <summary>
    /// Commits from which on the WAL is long enough, however few pages they wrote. Somebody who is alone writes the same page with each of his, and SQLite finds the place
    /// for one more of it in the WAL's index behind all that are there (<c>walIndexAppend</c>: pages hash by their number): with up to 4,000 of them
    /// 4 µs of each commit. Moving a single page costs little (ADR 0033).
    /// </summary>
    private const int MaxCommits = 512;

    private const int SyncFailed = raw.SQLITE_IOERR | (4 << 8); // SQLITE_IOERR_FSYNC

    private readonly SqliteConnection _connection;
    private readonly HeldRead _read;
    private readonly FileSync _sync;
    private readonly ILogger _logger;
    private readonly int _limit;
    private int _pages;
    private int _commits;

    /// <param name="connection">The writer's connection; its limit is taken from <c>PRAGMA wal_autocheckpoint</c>.</param>
    /// <param name="read">What that connection reads.</param>
    /// <param name="sync">Whether the file may be relied on.</param>
    /// <param name="logger">The log.</param>
    public WalUpkeep(SqliteConnection connection, HeldRead read, FileSync sync, ILogger logger)
    {
        _connection = connection;
        _read = read;
        _sync = sync;
        _logger = logger;
        _limit = (int)Math.Max(1, connection.Scalar("PRAGMA wal_autocheckpoint"));
        connection.CheckpointByHand();

        // What the process before this one left; the file is as long as the WAL ever was.
        var file = new FileInfo(connection.Path + "-wal");
        _pages = file.Exists ? (int)Math.Min(_limit, file.Length / connection.Scalar("PRAGMA page_size")) : 0;
    }

    private int Soon => _limit - (_limit / 16);

    /// <summary>After a commit.</summary>
    public void Committed()
    {
        _pages += _connection.TakePagesWritten();
        _commits++;
    }

    /// <summary>When the WAL is long enough. What was committed has been told by now.</summary>
    public void Keep()
    {
        if (_pages >= _limit || _commits >= MaxCommits)
            Move(raw.SQLITE_CHECKPOINT_PASSIVE);
    }

    /// <summary>Moves what is in the WAL as far as readers allow, so that the next busy time begins with an empty one.</summary>
    public void Empty() => Move(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>As <see cref="Empty"/>, and gives its space back, unless somebody reads from it at this moment.</summary>
    public void Truncate() => Move(raw.SQLITE_CHECKPOINT_TRUNCATE);

    private void Move(int mode)
    {
        _read.LetGo();
        _commits = 0;
        if (_sync.HasFailed)
            return;
        try
        {
            // When somebody reads, again soon: he is quick.
            _pages = _connection.Checkpoint(mode) == 0 ? 0 : Soon;
        }
        catch (SqliteException e) when (e.Code == SyncFailed)
        {
            _sync.HasFailed = true;
            _connection.KeepWalOnClose();
            Log.WalIsKept(_logger, _connection.Path, e);
        }
        catch (SqliteException e)
        {
            // Nothing of it counts as moved. Again soon, and not with each commit: while the disk is full all of them would say so.
            _pages = Soon;
            Log.CheckpointFailed(_logger, _connection.Path, e);
        }
    }
}
