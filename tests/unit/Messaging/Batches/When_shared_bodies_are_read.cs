using Messaging;
using Messaging.Embedded;
using Unit.Support;

namespace Unit.Messaging.Batches;

public sealed class When_shared_bodies_are_read
{
    private const int Length = 10_000; // six of them in a row

    [Fact]
    public void Should_be_in_memory_once_for_all_that_read_them()
    {
        using var store = new Store(12);
        var reader = new SharedBodyReader(store.Connection.Prepare, 12 * Length);
        Assert.True(reader.IsEmpty);

        var first = store.Ids.Select(reader.Read).ToList();
        var again = store.Ids.Select(reader.Read).ToList();

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)i), first.Select(body => body.Distinct().Single()));
        Assert.All(first.Zip(again), pair => Assert.Same(pair.First, pair.Second));
        reader.Clear();
        Assert.True(reader.IsEmpty);
        Assert.NotSame(first[3], reader.Read(store.Ids[3]));
    }

    [Theory]
    [InlineData(6 * Length)]
    [InlineData(Length)]
    [InlineData(0)]
    public void Should_be_right_also_when_fewer_are_kept_than_are_read(int kept)
    {
        using var store = new Store(12);
        var reader = new SharedBodyReader(store.Connection.Prepare, kept);

        int[] order = [0, 11, 5, 6, 0, 7, 1, 11];
        Assert.Equal(order.Select(i => (byte)i), order.Select(i => reader.Read(store.Ids[i])[0]));
    }

    [Fact]
    public void Should_say_what_is_gone()
    {
        using var store = new Store(6);
        var reader = new SharedBodyReader(store.Connection.Prepare);

        foreach (var id in new[] { store.Ids[0] - 1, store.Ids[^1] + 1 })
            Assert.Contains($"{id}", Assert.Throws<InvalidDataException>(() => reader.Read(id)).Message, StringComparison.Ordinal);
        Assert.Equal(2, reader.Read(store.Ids[2])[0]); // it goes on
    }

    [Fact]
    public void Should_not_be_those_of_a_transaction_that_was_undone()
    {
        using var store = new Store(0);
        store.Connection.Execute("BEGIN");
        var (written, undone) = (store.Table.Add(new byte[] { 1 }, 2), new byte[] { 2 });
        Assert.Equal(1, store.Table.Read(written)[0]);
        var waiting = store.Table.Add(undone, 2);
        store.Connection.Execute("ROLLBACK");
        store.Table.Undone();

        var id = store.Table.Add(new byte[] { 3 }, 2);
        Assert.DoesNotContain(id, new[] { written, waiting });
        Assert.Equal(3, store.Table.Read(id)[0]);
        Assert.Equal(1, store.Connection.Scalar("SELECT COUNT(*) FROM shared_body"));
    }

    /// <summary>A file with so many bodies in the broker's tables, each of one value.</summary>
    private sealed class Store : IDisposable
    {
        private readonly TempDirectory _directory = new();

        public Store(int count)
        {
            Connection = SqliteConnection.Open(_directory.File("broker.db"), readOnly: false);
            Connection.Execute(BrokerStore.Pragmas(Durability.Relaxed));
            BrokerSchema.Migrate(Connection);
            Table = new SharedBodyTable(Connection);
            Ids = [.. Enumerable.Range(0, count).Select(i => Table.Add(Enumerable.Repeat((byte)i, Length).ToArray(), 2))];
            Table.Flush();
        }

        public SqliteConnection Connection { get; }

        public SharedBodyTable Table { get; }

        public List<long> Ids { get; }

        public void Dispose()
        {
            Connection.Dispose();
            _directory.Dispose();
        }
    }
}
