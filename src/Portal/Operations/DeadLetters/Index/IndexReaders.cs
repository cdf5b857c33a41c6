using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Read-only connections to <c>desk.db</c>, with their prepared statements, lent for one question at a time. As many as asked at once,
/// and few are kept.
/// </summary>
internal sealed class IndexReaders(string directory) : IDisposable
{
    public const string FileName = "desk.db";

    private const int Kept = 4;

    private readonly ConcurrentBag<Reader> _free = [];
    private int _generation;
    private volatile bool _closed;

    /// <summary>
    /// Asks on one connection, in one read transaction, on a thread of the pool: SQLite blocks. Answers with
    /// <paramref name="otherwise"/> as long as there is no index.
    /// </summary>
    public Task<T> AskAsync<T>(Func<Reader, T> ask, T otherwise, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (Take() is not { } reader)
                return otherwise;
            try
            {
                reader.Sql("BEGIN").Run();
                var answer = ask(reader);
                reader.Sql("COMMIT").Run();
                Return(reader);
                return answer;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        },
        cancellationToken);

    /// <summary>The file was replaced by another.</summary>
    public void Reset()
    {
        Interlocked.Increment(ref _generation);
        while (_free.TryTake(out var reader))
            reader.Dispose();
    }

    public void Dispose()
    {
        _closed = true;
        Reset();
    }

    private Reader? Take()
    {
        if (_free.TryTake(out var free))
            return free;

        // Before the index has been opened for the first time there is nothing to read.
        var generation = Volatile.Read(ref _generation);
        return generation == 0 || _closed ? null : new Reader(Path.Combine(directory, FileName), generation);
    }

    private void Return(Reader reader)
    {
        if (_closed || reader.Generation != Volatile.Read(ref _generation) || _free.Count >= Kept)
            reader.Dispose();
        else
            _free.Add(reader);
    }

    /// <summary>One connection.</summary>
    internal sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Statements _statements;

        public Reader(string path, int generation)
        {
            Generation = generation;
            _connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
            _statements = new Statements(_connection);
            _connection.Open();
            Sql("PRAGMA query_only=ON").Run();
            Sql("PRAGMA wal_autocheckpoint=0").Run();
        }

        public int Generation { get; }

        /// <summary>A statement that is kept: for those whose text does not change with what is asked.</summary>
        public Statement Sql(string sql) => _statements.Of(sql);

        /// <summary>A statement for this time; dispose of it.</summary>
        public Statement Once(string sql) => Statement.Of(_connection, sql);

        public void Dispose()
        {
            _statements.Dispose();
            _connection.Dispose();
        }
    }
}
