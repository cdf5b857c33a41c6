using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_the_store_is_of_the_second_version
{
    [Fact]
    public async Task Should_be_brought_up_with_its_dead_letters_and_their_history()
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
                head BLOB NOT NULL, body BLOB NOT NULL, held_key TEXT NULL, held_seq INTEGER NULL, UNIQUE (queue, message_id));
            CREATE INDEX dead_letter_by_failure ON dead_letter (failed_at, id);
            CREATE INDEX dead_letter_by_status ON dead_letter (status, queue);
            CREATE INDEX dead_letter_holding ON dead_letter (queue) WHERE held_key IS NOT NULL AND status = 0;
            CREATE TABLE dead_letter_event (dead_letter_id INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, by TEXT NULL, note TEXT NULL);
            CREATE INDEX dead_letter_event_by_letter ON dead_letter_event (dead_letter_id);
            CREATE TABLE ready_1 (seq INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL,
                key TEXT NULL, due INTEGER NULL, shared INTEGER NULL);
            CREATE TABLE delayed_1 (due INTEGER NOT NULL, seq INTEGER NOT NULL, attempts INTEGER NOT NULL, allowance_from INTEGER NOT NULL, at INTEGER NOT NULL,
                head BLOB NOT NULL, body BLOB NOT NULL, shared INTEGER NULL, PRIMARY KEY (due, seq)) WITHOUT ROWID;
            CREATE TABLE depth (queue_id INTEGER PRIMARY KEY, ready INTEGER NOT NULL, delayed INTEGER NOT NULL, last_seq INTEGER NOT NULL);
            CREATE TABLE shared_body (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
            CREATE TABLE shared_use (id INTEGER PRIMARY KEY, uses INTEGER NOT NULL);
            CREATE TABLE seen_generation (queue_id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, began_at INTEGER NOT NULL);
            INSERT INTO queue (id, name, options) VALUES (1, 'work', '{"MaxDeliveryAttempts":7,"WhenKeyFails":1}');
            INSERT INTO depth VALUES (1, 1, 0, 9);
            INSERT INTO ready_1 VALUES (8, 0, 0, 1000, x'0102006d38010074010063' || x'01000c006f72646572696e672d6b657901006b', 'next', 'k', NULL, NULL);
            INSERT INTO dead_letter VALUES
                (3, 'work', 'd1', 't', 'r', NULL, 'oh', NULL, 4, 500, 900, 3, 4, x'0102006431010074010063' || x'0000', 'done', NULL, NULL),
                (4, 'work', 'd2', 't', 'r', NULL, 'oh', NULL, 1, 700, 700, 0, 1, x'0102006432010074010063' || x'01000c006f72646572696e672d6b657901006b', 'held', 'k', 5);
            INSERT INTO dead_letter_event VALUES (3, 500, 'failed', NULL, 'oh'), (3, 600, 'replayed', 'alice', NULL), (4, 700, 'failed', NULL, 'oh'),
                (3, 900, 'failed', NULL, 'oh'), (3, 950, 'replayed', 'bob', NULL), (3, 990, 'resolved', NULL, NULL);
            PRAGMA user_version = 2;
            """);

        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);

        var letters = await broker.ListDeadLettersAsync(new DeadLetterQuery());
        Assert.Equal([(3, DeadLetterStatus.Resolved, 2, "bob", 990), (4, DeadLetterStatus.Failed, 1, null, 700)],
            letters.Select(l => (l.Id, l.Status, l.Failures, l.LastBy, l.StatusAt.ToUnixTimeMilliseconds())));
        Assert.Equal(["failed", "replayed", "failed", "replayed", "resolved"], (await broker.FindDeadLetterAsync(3))!.History.Select(h => h.What));
        Assert.Equal([3, 4], (await broker.ReadAsync(0, 100)).Changes.Select(c => c.Id));

        // Its key is held as before, and let go by what is new.
        Assert.Empty(await broker.ReceiveAsync("work", 10, TimeSpan.Zero));
        Assert.Null(Assert.Single(await broker.ArchiveAsync([4], new DeadLetterAction("carol"))).Refusal);
        Assert.Equal("m8", Assert.Single(await broker.ReceiveAsync("work", 10, TimeSpan.Zero)).Message.Id);
        Assert.Equal("ok", Outside.IntegrityCheck(directory.File("broker.db")));
    }
}
