using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_the_store_is_of_the_third_version
{
    [Fact]
    public async Task Should_be_brought_up_with_its_messages_in_their_own_rows_and_new_ones_together_behind_them()
    {
        using var directory = new TempDirectory();
        Outside.Execute(directory.File("broker.db"), """
            PRAGMA page_size=8192;
            PRAGMA journal_mode=WAL;
            CREATE TABLE queue (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, options TEXT NOT NULL, paused INTEGER NOT NULL DEFAULT 0, declared TEXT NULL);
            CREATE TABLE topic (name TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE subscription (topic TEXT NOT NULL, name TEXT NOT NULL, queue TEXT NOT NULL, types TEXT NULL, headers TEXT NULL, PRIMARY KEY (topic, name)) WITHOUT ROWID;
            CREATE TABLE dead_letter (id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, message_id TEXT NOT NULL, type TEXT NOT NULL,
                reason TEXT NOT NULL, exception_type TEXT NULL, exception_message TEXT NULL, details TEXT NULL, attempts INTEGER NOT NULL,
                first_failed_at INTEGER NOT NULL, failed_at INTEGER NOT NULL, status INTEGER NOT NULL, version INTEGER NOT NULL,
                head BLOB NOT NULL, body BLOB NOT NULL, held_key TEXT NULL, held_seq INTEGER NULL,
                failures INTEGER NOT NULL DEFAULT 1, status_at INTEGER NULL, replayed_at INTEGER NULL, last_by TEXT NULL, last_operation TEXT NULL,
                edited_to TEXT NULL, was_resolved INTEGER NOT NULL DEFAULT 0, UNIQUE (queue, message_id));
            CREATE INDEX dead_letter_by_failure ON dead_letter (failed_at, id);
            CREATE INDEX dead_letter_by_status ON dead_letter (status, queue);
            CREATE INDEX dead_letter_holding ON dead_letter (queue) WHERE held_key IS NOT NULL AND status = 0;
            CREATE TABLE dead_letter_event (dead_letter_id INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, by TEXT NULL, note TEXT NULL, operation TEXT NULL);
            CREATE INDEX dead_letter_event_by_letter ON dead_letter_event (dead_letter_id);
            CREATE TABLE ready_1 (seq INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL,
                key TEXT NULL, due INTEGER NULL, shared INTEGER NULL);
            CREATE TABLE delayed_1 (due INTEGER NOT NULL, seq INTEGER NOT NULL, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL,
                head BLOB NOT NULL, body BLOB NOT NULL, shared INTEGER NULL, PRIMARY KEY (due, seq)) WITHOUT ROWID;
            CREATE TABLE ready_4 (seq INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL,
                key TEXT NULL, due INTEGER NULL, shared INTEGER NULL);
            CREATE TABLE delayed_4 (due INTEGER NOT NULL, seq INTEGER NOT NULL, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL,
                head BLOB NOT NULL, body BLOB NOT NULL, shared INTEGER NULL, PRIMARY KEY (due, seq)) WITHOUT ROWID;
            CREATE TABLE depth (queue_id INTEGER PRIMARY KEY, ready INTEGER NOT NULL, delayed INTEGER NOT NULL, last_seq INTEGER NOT NULL);
            CREATE TABLE shared_body (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
            CREATE TABLE shared_use (id INTEGER PRIMARY KEY, uses INTEGER NOT NULL);
            CREATE TABLE seen_generation (queue_id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, began_at INTEGER NOT NULL);
            CREATE TABLE store (id TEXT NOT NULL);
            INSERT INTO store VALUES ('0123456789abcdef0123456789abcdef');
            INSERT INTO queue (id, name, options) VALUES (1, 'work', '{"MaxDeliveryAttempts":7}'), (4, 'other', '{}');
            INSERT INTO depth VALUES (1, -1, -1, 0), (4, -1, -1, 0);
            INSERT INTO ready_1 VALUES
                (7, 2, 1, 1000, x'0102006d37010074010063' || x'0000', 'tried', NULL, NULL, NULL),
                (8, 0, 0, 1000, x'0102006d38010074010063' || x'01000c006f72646572696e672d6b657901006b', 'keyed', 'k', NULL, NULL),
                (9, 0, 0, 1000, x'0102006d39010074010063' || x'0000', 'plain', NULL, NULL, NULL),
                (10, 0, 0, 1000, x'0102006d41010074010063' || x'0000', '', NULL, NULL, 3),
                (11, 0, 0, 1000, x'0102006d42010074010063' || x'0000', '', NULL, NULL, 4);
            INSERT INTO ready_4 VALUES (1, 0, 0, 1000, x'0102006d41010074010063' || x'0000', '', NULL, NULL, 3);
            INSERT INTO shared_body VALUES (3, 'shared by two'), (4, 'by one of them by now');
            INSERT INTO shared_use VALUES (3, 2), (4, 1);
            PRAGMA user_version = 3;
            """);

        await using (var broker = Open(directory))
        {
            Assert.Equal(5, broker.Statistics("work")!.Ready);
            foreach (var queue in new[] { "work", "other" })
                await broker.PublishAsync([.. Enumerable.Range(0, 10).Select(i => TestBroker.Text($"{i}", queue, $"n{i}"))]);
        }

        Assert.Equal((5, 1, 1, 1), (Count("ready_1"), Count("batch_1"), Count("ready_4"), Count("batch_4")));
        Assert.Equal(6, Outside.Scalar(directory.File("broker.db"), "PRAGMA user_version"));
        await using var again = Open(directory);
        Assert.Equal(1, Outside.Scalar(directory.File("broker.db"), "SELECT COUNT(*) FROM store WHERE id = '0123456789abcdef0123456789abcdef'"));
        var deliveries = await again.ReceiveAsync("work", 100, TimeSpan.Zero);
        Assert.Equal(
            [("m7", 3, 2), ("m8", 1, 1), ("m9", 1, 1), ("mA", 1, 1), ("mB", 1, 1), .. Enumerable.Range(0, 10).Select(i => ($"n{i}", 1, 1))],
            deliveries.Select(d => (d.Message.Id, d.DeliveryCount, d.Attempt)));
        Assert.Equal(["shared by two", "by one of them by now"], deliveries.Skip(3).Take(2).Select(TestBroker.Text));
        Assert.Empty(await again.AcknowledgeAsync(deliveries));
        Assert.Equal((1, 1), (Count("shared_body"), Count("shared_use")));
        deliveries = await again.ReceiveAsync("other", 100, TimeSpan.Zero);
        Assert.Equal((11, "shared by two"), (deliveries.Count, TestBroker.Text(deliveries[0])));
        Assert.Empty(await again.AcknowledgeAsync(deliveries));
        Assert.Equal((0, 0), (Count("shared_body"), Count("shared_use")));
        Assert.Equal("ok", Outside.IntegrityCheck(directory.File("broker.db")));

        long Count(string table) => Outside.Scalar(directory.File("broker.db"), $"SELECT COUNT(*) FROM {table}");
    }

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);
}
