using Messaging;
using Messaging.Embedded;
using Unit.Support;

namespace Unit.Messaging.Faults;

public sealed class When_what_waits_for_its_time_is_damaged : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<StoreDamagedException> _told = [];
    private readonly SqliteConnection _connection;
    private readonly DelayedTable _table;

    public When_what_waits_for_its_time_is_damaged()
    {
        _connection = SqliteConnection.Open(_directory.File("broker.db"), readOnly: false);
        _connection.Execute(BrokerStore.Pragmas(Durability.Relaxed));
        BrokerSchema.Migrate(_connection);
        DelayedTable.Create(_connection, 1);
        _table = new DelayedTable(_connection, _connection.Prepare, new SharedBodyTable(_connection), 1);
        for (var sequence = 1; sequence <= 3; sequence++)
            Insert(sequence);
        _connection.Execute("UPDATE delayed_1 SET head = x'09' || substr(head, 2) WHERE seq = 1");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void The_others_are_read_and_it_is_told_of_once()
    {
        Assert.Equal([2, 3], Due(10));
        Assert.Contains("row 1 of delayed_1", Assert.Single(_told).Finding, StringComparison.Ordinal);
        Assert.Equal([2, 3], Due(10));
        Assert.Equal([2], Due(1));
        Assert.Single(_told);
    }

    /// <summary>Or the writer would look at it again and again.</summary>
    [Fact]
    public void It_is_not_what_is_due_next()
    {
        Assert.Equal(1001, _table.NextDue());
        Due(10);
        Assert.Equal(1002, _table.NextDue());
        _table.Delete(1002, 2);
        _table.Delete(1003, 3);
        Assert.Null(_table.NextDue());
        Insert(4);
        Assert.Equal(1004, _table.NextDue());
    }

    [Fact]
    public void It_goes_with_a_purge()
    {
        Due(10);
        _table.Clear();
        Assert.Equal(0, _connection.Scalar("SELECT COUNT(*) FROM delayed_1"));
        Insert(1);
        Assert.Equal(1001, _table.NextDue());
        Assert.Equal([1], Due(10));
    }

    private void Insert(long sequence)
    {
        var message = new Message("late.v1", "{}"u8.ToArray());
        _table.Insert(1000 + sequence, new Entry(sequence, 0, 0, 1, message), MessageHead.Write(message), 0, 0);
    }

    private IEnumerable<long> Due(int max) => _table.ReadDue(2000, max, _told.Add).Select(found => found.Entry.Sequence);
}
