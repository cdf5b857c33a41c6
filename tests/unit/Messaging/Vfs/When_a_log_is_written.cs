using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;
using Vfs;

namespace Unit.Messaging.Vfs;

public sealed class When_a_log_is_written
{
    [Theory]
    [InlineData("FULL")]
    [InlineData("NORMAL")]
    public void Should_give_the_system_a_transaction_of_many_pages_in_one_write(string synchronous)
    {
        using var table = new LoggedTable(synchronous, cachePages: 1000);
        var before = table.Writes;

        Insert(table.Connection, rows: 20, bytes: 3000);

        Assert.Equal(1, table.Writes - before);
    }

    [Fact]
    public async Task Should_write_a_message_of_several_pages_at_once_in_a_broker()
    {
        using var directory = new TempDirectory();
        var recording = new VfsRecording();
        using var scope = VfsScope.Over(directory.Path, recording);
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Full, new FakeTime(), NullLogger.Instance);
        await broker.DeclareQueueAsync("work", new QueueOptions()).Soon();
        var before = recording.Position;

        await broker.PublishAsync([new OutgoingMessage(Destination.Queue("work"), new Message("large.v1", new byte[40_000]))]).Soon();

        var writes = recording.Operations.Skip(before).Where(o => o.Kind == VfsCallKind.Write && o.File == "broker.db-wal").ToList();
        Assert.True(Assert.Single(writes).Data!.Length > 40_000);
    }

    [Theory]
    [InlineData("FULL")]
    [InlineData("NORMAL")]
    [InlineData("OFF")]
    public void Should_show_each_commit_to_others_at_once(string synchronous)
    {
        using var table = new LoggedTable(synchronous);
        for (var rows = 1; rows <= 40; rows++)
        {
            Insert(table.Connection, rows: 1, bytes: 100 * rows);
            Assert.Equal(rows, Outside.Scalar(table.Path, "SELECT count(*) FROM t"));
            Assert.Equal(table.Connection.Scalar(LoggedTable.Sum), table.AfterKill());
        }
    }

    [Fact]
    public void Should_read_back_what_a_transaction_has_put_into_the_log_before_its_time()
    {
        using var table = new LoggedTable();
        table.Connection.Execute("BEGIN");
        for (var i = 1; i <= 60; i++)
        {
            Insert(table.Connection, rows: 1, bytes: 3000);
            Assert.Equal(3000 * i, table.Connection.Scalar("SELECT sum(length(body)) FROM t"));
        }

        Assert.Equal(0, table.AfterKill());
        table.Connection.Execute("COMMIT");
        Assert.Equal(table.Connection.Scalar(LoggedTable.Sum), table.AfterKill());
    }

    // Whatever fails, in whatever order, and whoever goes on after it: a transaction is there as its connection saw it when its commit
    // succeeded, and else not at all.
    [Fact]
    public void Should_keep_what_was_committed_and_nothing_else_whatever_writes_fail()
    {
        var (failed, committed) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            using var table = new LoggedTable(random.Next(2) == 0 ? "FULL" : "NORMAL");
            var faultless = random.Next(4) == 0;
            table.Scope.Fault = call => !faultless && call.File == LoggedTable.Log && call.Kind is VfsCallKind.Write && random.Next(25) == 0
                ? random.Next(2) == 0 ? SqliteCode.Full : SqliteCode.WriteFailed
                : SqliteCode.Ok;
            long expected = 0;
            for (var transaction = 0; transaction < 12; transaction++)
            {
                var failures = 0;
                var seen = expected;
                if (!Try(table, "BEGIN", ref failures))
                    continue;
                for (var step = random.Next(1, 25); step > 0 && table.Connection.InTransaction; step--)
                    Try(table, Statement(random), ref failures);
                var isOpen = table.Connection.InTransaction && Try(() => seen = table.Connection.Scalar(LoggedTable.Sum), ref failures);
                if (isOpen && table.Connection.InTransaction && random.Next(6) > 0 && Try(table, "COMMIT", ref failures))
                    (expected, committed) = (seen, committed + 1);

                if (table.Connection.InTransaction)
                    table.Connection.Execute("ROLLBACK");
                failed += failures;
                Assert.Equal(expected, table.AfterKill());
                var fault = table.Scope.Fault;
                table.Scope.Fault = null;
                Assert.Equal(expected, table.Connection.Scalar(LoggedTable.Sum));
                table.Scope.Fault = fault;
            }
        }

        Assert.True(failed > 50 && committed > 100, $"{failed} failed, {committed} committed.");
    }

    private static string Statement(Random random) => random.Next(8) switch
    {
        0 => "UPDATE t SET body = randomblob(2000) WHERE id % 3 = 0",
        1 => "DELETE FROM t WHERE id % 5 = 0",
        2 => "SAVEPOINT a",
        3 => "ROLLBACK TO a",
        4 => "UPDATE t SET body = randomblob(length(body))",
        _ => $"INSERT INTO t(body) SELECT randomblob({random.Next(100, 5000)}) FROM (VALUES (1), (2), (3), (4))",
    };

    private static bool Try(LoggedTable table, string sql, ref int failures) => Try(() => table.Connection.Execute(sql), ref failures);

    private static bool Try(Action action, ref int failures)
    {
        try
        {
            action();
            return true;
        }
        catch (SqliteException e)
        {
            failures += e.Code is 1 ? 0 : 1; // there may be no savepoint of that name
            return false;
        }
    }

    private static void Insert(SqliteConnection connection, int rows, int bytes) => connection.Execute(
        $"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO t(body) SELECT randomblob({bytes}) FROM n");
}
