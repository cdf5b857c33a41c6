using System.Numerics;

namespace Messaging.Embedded;

/// <summary>Which messages of a batch have left it: one bit each, the first message's the lowest of the first byte.</summary>
internal sealed class BatchProgress
{
    /// <summary>Nothing has left it yet.</summary>
    public BatchProgress(Batch batch)
        : this(batch, new byte[(batch.Count + 7) / 8])
    {
    }

    /// <param name="batch">The batch.</param>
    /// <param name="bits">As stored.</param>
    public BatchProgress(Batch batch, byte[] bits)
    {
        Batch = batch;
        Bits = bits;
        Left = batch.Count - Count(bits);
    }

    public Batch Batch { get; }

    public byte[] Bits { get; }

    /// <summary>How many are still in it.</summary>
    public int Left { get; private set; }

    /// <summary>Whether there is a row for it.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether the open transaction has changed it.</summary>
    public bool IsTouched { get; set; }

    public static int Count(ReadOnlySpan<byte> bits)
    {
        var count = 0;
        foreach (var eight in bits)
            count += BitOperations.PopCount(eight);
        return count;
    }

    /// <param name="bits">As stored; empty for nothing.</param>
    /// <param name="place">The message's number in the batch.</param>
    public static bool HasLeft(ReadOnlySpan<byte> bits, int place) => !bits.IsEmpty && (bits[place >> 3] & (1 << (place & 7))) != 0;

    /// <summary>Notes that a message leaves. False when it had left before.</summary>
    public bool TryLeave(int place)
    {
        if (HasLeft(Bits, place))
            return false;
        Bits[place >> 3] |= (byte)(1 << (place & 7));
        Left--;
        return true;
    }
}
