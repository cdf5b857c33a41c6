namespace Messaging.Embedded;

/// <summary>
/// Lets one message of each ordering key be handled at a time, in sequence, also across retries: a head that failed and waits
/// for its retry blocks its key, and no other. A key costs memory only while one of its messages is not settled; when many wait
/// behind one head, the rest is left on disk and read when it is their turn. Not synchronised: the queue's lock guards it.
/// </summary>
internal sealed class OrderedKeys
{
    /// <summary>Messages that may wait in memory behind the heads of all keys.</summary>
    public const int MaxWaiting = 2048;

    /// <summary>And the bytes of their bodies: 4 MiB.</summary>
    public const long MaxWaitingBytes = 4 * 1024 * 1024;

    private readonly Dictionary<string, KeyLine> _lines = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Entry, long> _delayed = new();
    private readonly Queue<KeyLine> _toLoad = new();

    public int WaitingCount { get; private set; }

    public long WaitingBytes { get; private set; }

    /// <summary>Heads that wait for the time of their retry.</summary>
    public int DelayedCount => _delayed.Count;

    /// <summary>When the first of them is due, Unix milliseconds.</summary>
    public long? NextDue => _delayed.TryPeek(out _, out var due) ? due : null;

    /// <summary>Whether a key's messages have to be read from the disk for it to go on.</summary>
    public bool WantsLoad => _toLoad.Count > 0;

    /// <summary>
    /// Whether the message may be handed out now; then it is the head of its key. Otherwise it waits here, or is left on disk,
    /// and <paramref name="isKept"/> says which.
    /// </summary>
    public bool TryEnter(Entry entry, out bool isKept)
    {
        isKept = true;
        if (!_lines.TryGetValue(entry.Key!, out var line))
            _lines[entry.Key!] = line = new KeyLine(entry.Key!);
        if (line.Head == entry)
            return true;
        if (line is { Head: null, IsHeld: false, IsLoading: false })
        {
            SetHead(line, entry);
            return true;
        }

        isKept = line.SkippedFrom == 0 && WaitingCount < MaxWaiting && WaitingBytes < MaxWaitingBytes;
        if (isKept)
        {
            Wait(line, entry);
        }
        else
        {
            line.SkippedFrom = line.SkippedFrom == 0 ? entry.Sequence : line.SkippedFrom;
            line.SkippedTo = entry.Sequence;
        }

        return false;
    }

    /// <summary>Makes a message the head of its key before any other, if there is none: a suspect, one that waits for its retry, a replay.</summary>
    public void Claim(Entry entry)
    {
        if (!_lines.TryGetValue(entry.Key!, out var line))
            _lines[entry.Key!] = line = new KeyLine(entry.Key!);
        line.IsHeld = false;
        if (line.Head is null)
            SetHead(line, entry);
    }

    /// <summary>The head waits until <paramref name="due"/>.</summary>
    public void Delay(Entry head, long due) => _delayed.Enqueue(head, due);

    /// <summary>The next head whose time has come, or null.</summary>
    public Entry? TakeDue(long now) => _delayed.TryPeek(out _, out var due) && due <= now ? _delayed.Dequeue() : null;

    /// <summary>The head is settled. Answers with the next one of its key, which is to be handed out, or null.</summary>
    public Entry? Leave(Entry head, bool hold)
    {
        head.IsHead = false;
        if (!_lines.TryGetValue(head.Key!, out var line) || line.Head != head)
            return null;
        line.Head = null;
        line.IsHeld = hold;
        return Next(line);
    }

    /// <summary>The dead letter that held the key has been dealt with. Answers with the next message of it, or null.</summary>
    public Entry? Release(string key)
    {
        if (!_lines.TryGetValue(key, out var line))
            return null;
        line.IsHeld = false;
        return line.Head is null ? Next(line) : null;
    }

    public void Hold(string key)
    {
        if (!_lines.TryGetValue(key, out var line))
            _lines[key] = line = new KeyLine(key);
        line.IsHeld = true;
    }

    /// <summary>A key whose messages are to be read, from <see cref="KeyLine.SkippedFrom"/> to <see cref="KeyLine.SkippedTo"/>; null when there is none.</summary>
    public KeyLine? NextToLoad() => _toLoad.TryDequeue(out var line) ? line : null;

    /// <summary>What was read, up to <paramref name="to"/>. False when it has been forgotten meanwhile and is not wanted.</summary>
    /// <param name="line">The key.</param>
    /// <param name="entries">Its messages, in sequence.</param>
    /// <param name="to">How far was read.</param>
    /// <param name="next">The next message of the key, which is to be handed out, or null.</param>
    public bool TryAdd(KeyLine line, IReadOnlyList<Entry> entries, long to, out Entry? next)
    {
        next = null;
        if (!_lines.TryGetValue(line.Key, out var present) || present != line || !line.IsLoading)
            return false;
        foreach (var entry in entries)
            Wait(line, entry);
        line.IsLoading = false;
        (line.SkippedFrom, line.SkippedTo) = line.SkippedTo > to ? (to + 1, line.SkippedTo) : (0, 0);
        if (line.Head is null)
            next = Next(line);
        return true;
    }

    /// <summary>Forgets what waits, which is to be read again; heads under lease stay, and so do holds.</summary>
    public void Forget(Func<Entry, bool> isLeased)
    {
        _delayed.Clear();
        _toLoad.Clear();
        (WaitingCount, WaitingBytes) = (0, 0);
        foreach (var line in _lines.Values)
        {
            line.Waiting.Clear();
            (line.SkippedFrom, line.SkippedTo, line.IsLoading) = (0, 0, false);
            if (line.Head is { } head && !isLeased(head))
            {
                head.IsHead = false;
                line.Head = null;
            }

            if (line.IsEmpty)
                _lines.Remove(line.Key);
        }
    }

    public void ForgetAll()
    {
        Forget(_ => false);
        _lines.Clear();
    }

    private static void SetHead(KeyLine line, Entry entry)
    {
        line.Head = entry;
        entry.IsHead = true;
    }

    private void Wait(KeyLine line, Entry entry)
    {
        line.Waiting.Enqueue(entry);
        WaitingCount++;
        WaitingBytes += entry.Message.Body.Length;
    }

    private Entry? Next(KeyLine line)
    {
        if (line.IsHeld)
            return null;
        if (line.Waiting.TryDequeue(out var next))
        {
            WaitingCount--;
            WaitingBytes -= next.Message.Body.Length;
            SetHead(line, next);
            return next;
        }

        if (line.SkippedFrom == 0)
        {
            _lines.Remove(line.Key);
        }
        else if (!line.IsLoading)
        {
            line.IsLoading = true;
            _toLoad.Enqueue(line);
        }

        return null;
    }
}
