namespace Messaging.Embedded;

/// <summary>How a row of <c>ready_N</c> or <c>delayed_N</c> becomes an entry, for the writer and for the <see cref="WindowReader"/>.</summary>
internal static class EntryRow
{
    /// <summary>What to select.</summary>
    public const string Columns = "seq, attempts, allowance_from, at, head, body, shared, due";

    private const int Due = 7;

    /// <summary>An entry of <c>ready_N</c>: its due time, if any, is that of the head of a key.</summary>
    public static Entry Read(SqliteStatement row, ISharedBodies bodies)
    {
        var entry = ReadDelayed(row, bodies, out var due);
        entry.Due = due;
        return entry;
    }

    /// <summary>A message of a batch.</summary>
    public static Entry Read(Batch batch, in BatchReader message, ReadOnlyMemory<byte> body)
    {
        var entry = new Entry(batch.First + message.Offset, 0, 0, message.PublishedAt, message.Read(body), message.SharedBody);
        entry.Join(batch, message.Place);
        return entry;
    }

    /// <summary>An entry of <c>delayed_N</c>, and when it is due.</summary>
    public static Entry ReadDelayed(SqliteStatement row, ISharedBodies bodies, out long due)
    {
        due = row.NullableInt64(Due) ?? 0;
        var shared = row.NullableInt64(6);
        return new Entry(
            row.Int64(0),
            row.Int32(1),
            row.Int32(2),
            row.Int64(3),
            MessageHead.Read(row.Blob(4), shared is { } id ? bodies.Read(id) : row.Blob(5).ToArray()),
            shared);
    }

    /// <summary>
    /// The rows of a statement that is bound, until there are <paramref name="max"/> of them or their bodies have
    /// <paramref name="maxBytes"/>; at least one, if there is one. Says whether there are no more.
    /// </summary>
    public static List<Entry> ReadAll(SqliteStatement select, ISharedBodies bodies, int max, long maxBytes, out bool isEnd)
    {
        var entries = new List<Entry>();
        long bytes = 0;
        while (bytes < maxBytes)
        {
            if (!select.Step())
            {
                isEnd = entries.Count < max;
                return entries;
            }

            entries.Add(Read(select, bodies));
            bytes += entries[^1].Message.Body.Length;
        }

        select.Reset();
        isEnd = false;
        return entries;
    }
}
