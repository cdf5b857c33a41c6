using Messaging;
using Unit.Support;
using Vfs;

namespace Unit.Messaging.Vfs;

/// <summary>A table in a file under a <see cref="VfsScope"/>, written through <see cref="GatheringVfs"/> with a cache of few pages, so that
/// transactions go into the log before their time.</summary>
internal sealed class LoggedTable : IDisposable
{
    public const string Log = "t.db-wal";

    private readonly TempDirectory _directory = new();

    /// <param name="synchronous">Of the pragma of that name: FULL, NORMAL, OFF.</param>
    /// <param name="cachePages">How many pages are kept in memory.</param>
    public LoggedTable(string synchronous = "FULL", int cachePages = 10)
    {
        Scope = VfsScope.Over(_directory.Path, Recording);
        Connection = SqliteConnection.Open(Path, readOnly: false, GatheringVfs.BeforeDefault());
        Connection.Execute($"PRAGMA page_size=1024; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA cache_size={cachePages}");
        Connection.Execute("CREATE TABLE t(id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
    }

    public VfsRecording Recording { get; } = new();

    public VfsScope Scope { get; }

    public SqliteConnection Connection { get; }

    public string Path => _directory.File("t.db");

    /// <summary>All that is in the table, as one number: count, keys and first bytes of the bodies.</summary>
    public const string Sum = "SELECT coalesce(sum(id * 31 + length(body) * 7 + unicode(hex(substr(body, -1)))), 0) * 1000 + count(*) FROM t";

    public int Writes => Recording.Operations.Count(o => o.Kind == VfsCallKind.Write && o.File == Log);

    /// <summary>What a process that opens the files as they are now finds: those of a process that was killed.</summary>
    public long AfterKill()
    {
        using var copy = _directory.Copy();
        Assert.Equal("ok", Outside.IntegrityCheck(copy.File("t.db")));
        return Outside.Scalar(copy.File("t.db"), Sum);
    }

    public void Dispose()
    {
        Scope.Fault = null;
        Connection.Dispose();
        Scope.Dispose();
        _directory.Dispose();
    }
}
