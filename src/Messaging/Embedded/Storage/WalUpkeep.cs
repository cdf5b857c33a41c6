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

    /// <summary>
    /// A checkpoint moves a page once, however often it was written since the one before. Where commits are large, as with bodies of 16 KiB that come and go, four of
    /// them fill the log, and nearly all that is written is moved: then it may hold thirty-two, up to four times as much (ADR 0036).
    /// </summary>
    private const int LargeCommits = 32;
    private const int LongestLog = 4;

    private const int SyncFailed = raw.SQLITE_IOERR | (4 << 8); // SQLITE_IOERR_FSYNC

    private readonly SqliteConnection _connection;
    private readonly HeldRead _read;
    private readonly StoreHealth _health;
    private readonly ILogger _logger;
    private readonly int _limit;
    private readonly int _pageSize;
    private int _pages;
    private int _tryAgainAt;
    private int _commits;
    private double _pagesOfCommit; // as of late

    /// <param name="connection">The writer's connection; its limit is taken from <c>PRAGMA wal_autocheckpoint</c>.</param>
    /// <param name="read">What that connection reads.</param>
    /// <param name="health">Whether the file may be relied on.</param>
    /// <param name="logger">The log.</param>
    public WalUpkeep(SqliteConnection connection, HeldRead read, StoreHealth health, ILogger logger)
    {
        _connection = connection;
        _read = read;
        _health = health;
        _logger = logger;
        _limit = (int)Math.Max(1, connection.Scalar("PRAGMA wal_autocheckpoint"));
        _pageSize = (int)connection.Scalar("PRAGMA page_size");
        connection.CheckpointByHand();

        // What the process before this one left; the file is as long as the WAL ever was.
        var file = new FileInfo(connection.Path + "-wal");
        _pages = file.Exists ? (int)Math.Min(_limit, file.Length / _pageSize) : 0;
    }

    /// <summary>
    /// Whether a log that is long enough may become longer. Only while a checkpoint would not make the file much longer: on a full disk it has to do with
    /// what the ballast gives it, and pages that are new are moved anyway.
    /// </summary>
    private bool MayGoOn => _pages < Math.Min(LargeCommits * _pagesOfCommit, LongestLog * _limit) && PagesBeyondFile < _limit;

    private long PagesBeyondFile => _connection.Scalar("PRAGMA page_count") - (new FileInfo(_connection.Path).Length / _pageSize);

    /// <summary>After a commit.</summary>
    public void Committed()
    {
        var pages = _connection.TakePagesWritten();
        _pages += pages;
        _pagesOfCommit += (pages - _pagesOfCommit) / 8;
        _commits++;
    }

    /// <summary>When the WAL is long enough. What was committed has been told by now.</summary>
    public void Keep()
    {
        if (_commits >= MaxCommits || (_pages >= Math.Max(_limit, _tryAgainAt) && !MayGoOn))
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
        if (_health.IsNotSynced)
            return;
        try
        {
            if (_connection.Checkpoint(mode) == 0)
                (_pages, _tryAgainAt) = (0, 0);
            else
                TryAgainSoon(); // somebody reads: he is quick
        }
        catch (SqliteException e) when (e.Code == SyncFailed)
        {
            _health.Began(StoreTroubleKind.NotSynced);
            _connection.KeepWalOnClose();
            Log.WalIsKept(_logger, _connection.Path, e);
        }
        catch (SqliteException e)
        {
            // Nothing of it counts as moved. Again soon, and not with each commit: while the disk is full all of them would say so.
            TryAgainSoon();
            Log.CheckpointFailed(_logger, _connection.Path, e);
        }
    }

    private void TryAgainSoon() => _tryAgainAt = _pages + (_limit / 16);
}
