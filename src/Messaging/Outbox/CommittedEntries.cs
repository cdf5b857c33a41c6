using System.Collections.Concurrent;

namespace Messaging;

/// <summary>What was committed and handed to the relay, in memory, until it is published. Bounded: the rows are on the disk anyway.</summary>
internal sealed class CommittedEntries
{
    private const int MaxMessages = 20_000;

    private readonly ConcurrentQueue<OutboxEntries> _entries = new();
    private int _messages;

    /// <summary>False when there are too many: these stay on the disk only, where the gap in the numbers makes the relay look.</summary>
    public bool TryAdd(OutboxEntries entries)
    {
        if (Interlocked.Add(ref _messages, entries.Messages.Count) > MaxMessages)
        {
            Interlocked.Add(ref _messages, -entries.Messages.Count);
            return false;
        }

        _entries.Enqueue(entries);
        return true;
    }

    /// <summary>The messages that follow a number without a gap. For one caller at a time.</summary>
    /// <param name="after">The number up to which all are published.</param>
    /// <param name="max">About so many: what one transaction appended goes as a whole.</param>
    /// <param name="gap">There are more, but some before them are on the disk only.</param>
    public List<OutgoingMessage> Take(long after, int max, out bool gap)
    {
        gap = false;
        var batch = new List<OutgoingMessage>();
        while (batch.Count < max && _entries.TryPeek(out var entries))
        {
            var next = after + batch.Count + 1;
            gap = entries.First > next;
            if (gap)
                break;
            _entries.TryDequeue(out _);
            Interlocked.Add(ref _messages, -entries.Messages.Count);

            // A look at the disk may have been faster than the hand-over.
            batch.AddRange(entries.Messages.Skip((int)Math.Min(next - entries.First, entries.Messages.Count)));
        }

        return batch;
    }
}
