using System.Buffers.Binary;
using Messaging;

namespace Bench.Pages;

/// <summary>A million orders, products, dead letters and journal records in a portal's files, made of those that are there. Nobody else may have them open.</summary>
internal sealed class MillionRows(string dataDirectory, int rows)
{
    private const int OrderEveryMs = 10_000;
    private const int LetterEveryMs = 600;
    private const int Groups = 20_000;
    private const int RecordsOfAnOrder = 5;
    private const int RecordsOfTheOldestOrder = 5000;

    public void Orders(long now)
    {
        using var sales = SeedFile.Open(dataDirectory, "sales.db");

        // An order's id begins with the time it was placed at, as the portal makes them.
        var placed = $"({now} - (:rows - n.i) * {OrderEveryMs})";
        string Shifted(string column) => $"{placed} + (t.\"{column}\" - t.\"PlacedAt\")";
        new RowCloner(sales).Run("\"order\"", "Status IN (2, 3)", rows, new Dictionary<string, string?>
        {
            ["Id"] = $"printf('%012x%020x', {placed}, n.i)",
            ["Customer"] = "'Customer ' || (n.i * 7919 % 5000)",
            ["TotalMinor"] = "100 + n.i * 7919 % 1000000",
            ["PlacedAt"] = placed,
            ["UpdatedAt"] = Shifted("UpdatedAt"),
            ["BilledAt"] = Shifted("BilledAt"),
            ["ReadyAt"] = Shifted("ReadyAt"),
            ["CancelledAt"] = Shifted("CancelledAt"),
        });
        StockRows.Catalogue(sales, rows);
    }

    public void DeadLetters(long now)
    {
        using var broker = SeedFile.Open(dataDirectory, "broker.db");
        var last = broker.Scalar("SELECT COALESCE(MAX(id), 0) FROM dead_letter");
        var failed = $"({now} - (:rows - n.i) * {LetterEveryMs})";
        new RowCloner(broker).Run("dead_letter", "1", rows, new Dictionary<string, string?>
        {
            ["id"] = null,
            ["message_id"] = "printf('%032x', n.i)",
            ["type"] = $"CASE n.i % {rows / Groups} WHEN 0 THEN 'bench.rare-' || n.i ELSE 'bench.work-' || (n.i * 7919 % 20) END || '.v1'",
            ["exception_message"] = "t.exception_message || ' (number ' || n.i || ')'",
            ["first_failed_at"] = failed,
            ["failed_at"] = failed,
            ["status_at"] = failed,
        });
        broker.Execute($"""
            BEGIN IMMEDIATE;
            INSERT INTO dead_letter_event (dead_letter_id, at, what) SELECT id, failed_at, 'failed' FROM dead_letter WHERE id > {last};
            UPDATE store SET id = lower(hex(randomblob(16))); -- an index of the dead letters is of another store, and is made anew
            COMMIT;
            """);
    }

    public void Journal(long now)
    {
        using var journal = SeedFile.Open(dataDirectory, "journal.db");
        var templates = new List<(string Type, byte[] Entries)>();
        using (var read = journal.Prepare("SELECT type, entries FROM record ORDER BY seq LIMIT 200"))
        {
            while (read.Step())
                templates.Add((read.Text(0), read.Blob(1).ToArray()));
        }

        if (templates.Count == 0)
            throw new InvalidOperationException("The journal is empty.");
        using var insert = journal.Prepare("INSERT INTO record (seq, message_id, type, correlation_id, causation_id, entries) VALUES (?, ?, ?, ?, NULL, ?)");
        var first = JournalSequence.Of(now - ((long)rows * LetterEveryMs));
        var step = JournalSequence.Of(LetterEveryMs);
        for (var i = 0; i < rows; i++)
        {
            if (i % 50_000 == 0)
                journal.Execute(i == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE");
            var correlation = OrderId(now, i < RecordsOfTheOldestOrder ? 0 : rows - 1 - (i / RecordsOfAnOrder));
            var (type, entries) = templates[i % templates.Count];
            insert.Bind(1, first + (i * step)).Bind(2, NewId()).Bind(3, type).Bind(4, correlation).Bind(5, entries).Run();
        }

        journal.Execute("COMMIT");
    }

    public void Journeys(long now)
    {
        using var journeys = SeedFile.Open(dataDirectory, "journeys.db");
        new RowCloner(journeys).Run("journey", "1", rows / 10, new Dictionary<string, string?>
        {
            ["seq"] = null,
            ["correlation_id"] = $"printf('%012x%020x', {now} - (n.i + 1) * {OrderEveryMs}, {rows} - 1 - n.i)",
            ["at"] = $"{now}",
        });
    }

    private static byte[] NewId() => Guid.CreateVersion7().ToByteArray(bigEndian: true);

    /// <summary>As <see cref="Orders"/> makes them.</summary>
    private byte[] OrderId(long now, int number)
    {
        var id = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, (now - ((long)(rows - number) * OrderEveryMs)) << 16);
        BinaryPrimitives.WriteInt64BigEndian(id.AsSpan(8), number);
        return id;
    }
}
