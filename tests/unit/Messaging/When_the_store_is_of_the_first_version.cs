using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_the_store_is_of_the_first_version
{
    [Fact]
    public async Task Should_be_brought_up_with_everything_in_it()
    {
        using var directory = new TempDirectory();
        Outside.Execute(directory.File("broker.db"), """
            PRAGMA page_size=8192;
            PRAGMA journal_mode=WAL;
            CREATE TABLE queue (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, options TEXT NOT NULL, paused INTEGER NOT NULL DEFAULT 0);
            CREATE TABLE topic (name TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE subscription (topic TEXT NOT NULL, name TEXT NOT NULL, queue TEXT NOT NULL, types TEXT NULL, PRIMARY KEY (topic, name)) WITHOUT ROWID;
            CREATE TABLE dead_letter (id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, message_id TEXT NOT NULL, type TEXT NOT NULL,
                reason TEXT NOT NULL, exception_type TEXT NULL, exception_message TEXT NULL, details TEXT NULL, attempts INTEGER NOT NULL,
                first_failed_at INTEGER NOT NULL, failed_at INTEGER NOT NULL, status INTEGER NOT NULL, version INTEGER NOT NULL,
                head BLOB NOT NULL, body BLOB NOT NULL, UNIQUE (queue, message_id));
            CREATE TABLE dead_letter_event (dead_letter_id INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, by TEXT NULL, note TEXT NULL);
            CREATE TABLE ready_1 (seq INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL);
            CREATE TABLE delayed_1 (due INTEGER NOT NULL, seq INTEGER NOT NULL, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL,
                head BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (due, seq)) WITHOUT ROWID;
            INSERT INTO dead_letter VALUES (3, 'work', 'd1', 't', 'r', NULL, 'oh', NULL, 4, 500, 900, 0, 3, x'0102006431010074010063' || x'0000', 'dead');
            INSERT INTO dead_letter_event VALUES (3, 500, 'failed', NULL, 'oh'), (3, 600, 'replayed', 'alice', NULL), (3, 900, 'failed', NULL, 'oh');
            INSERT INTO queue (id, name, options) VALUES (1, 'work', '{"MaxDeliveryAttempts":7}');
            INSERT INTO topic VALUES ('t');
            INSERT INTO subscription VALUES ('t', 's', 'work', '["a"]');
            INSERT INTO ready_1 VALUES (5, 2, 1, 1000, x'01 0200 6d31 0100 74 0100 63 0000', 'hello'), (6, 0, 0, 1000, x'01 0200 6d32 0100 74 0100 63 0000', '');
            INSERT INTO delayed_1 VALUES (2000, 4, 1, 0, 1000, x'01 0200 6d33 0100 74 0100 63 0000', 'late');
            PRAGMA user_version = 1;
            """.Replace("x'01 0200 6d", "x'0102006d", StringComparison.Ordinal).Replace(" 0100 74 0100 63 0000'", "010074010063" + "0000'", StringComparison.Ordinal));

        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);

        var queue = Assert.Single(broker.Statistics());
        Assert.Equal((7, 3), (queue.Options.MaxDeliveryAttempts, queue.Ready + queue.Scheduled));
        Assert.Equal(["a"], Assert.Single(broker.Subscriptions).Types!);
        await Deadline.Until(() => broker.Statistics("work")!.Scheduled == 0);
        var deliveries = await broker.ReceiveAsync("work", 10, TimeSpan.Zero);
        Assert.Equal([("m1", 3, 2), ("m2", 1, 1), ("m3", 2, 2)], deliveries.Select(d => (d.Message.Id, d.DeliveryCount, d.Attempt)));
        Assert.Empty(await broker.AcknowledgeAsync(deliveries));
        var letter = Assert.Single(await broker.ListDeadLettersAsync(new DeadLetterQuery()));
        Assert.Equal((3, 2, "alice", 600, 900), (letter.Id, letter.Failures, letter.LastBy, letter.ReplayedAt!.Value.ToUnixTimeMilliseconds(), letter.StatusAt.ToUnixTimeMilliseconds()));
        Assert.Equal(3, (await broker.FindDeadLetterAsync(3))!.History.Count);
        Assert.Equal("ok", Outside.IntegrityCheck(directory.File("broker.db")));
    }
}
