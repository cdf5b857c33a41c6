using Messaging;

namespace Bench.Orders;

/// <summary>The reference: single-row transactions with synchronous=FULL, one after the other, in the plainest table there is.</summary>
internal sealed class RawCommits : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly byte[] _body = new byte[256];

    public RawCommits(string directory)
    {
        _connection = SqliteConnection.Open(Path.Combine(directory, "raw-commits.db"), readOnly: false);
        _connection.Execute("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4000; PRAGMA synchronous=FULL");
        _connection.Execute("CREATE TABLE message (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        _insert = _connection.Prepare("INSERT INTO message (body) VALUES (?)");
        Random.Shared.NextBytes(_body);
    }

    /// <summary>Does as many commits as so many orders have, for so long.</summary>
    public RawRound Run(TimeSpan time, int commitsOfAnOrder)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        long commits = 0;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            _insert.Bind(1, _body).Run(); // no BEGIN: a transaction of its own
            commits++;
        }

        var orders = (double)commits / commitsOfAnOrder;
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return new RawRound(orders / seconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / orders);
    }

    public void Dispose() => _connection.Dispose();
}
