using System.Buffers.Binary;
using Portal.Client.Operations;

namespace Portal.Operations.Bulk.Data;

/// <summary>
/// The items of a chunk, unpacked on demand. A state has ten bytes: result, number of the reason, and the time at which
/// the item's turn began (not ended: what came back fast has failed after it).
/// </summary>
internal readonly struct ChunkItems(byte[] ids, byte[] states)
{
    private const int IdBytes = 8;
    private const int StateBytes = 10;

    public int Count => ids.Length / IdBytes;

    public byte[] States => states;

    public static byte[] PackIds(ReadOnlySpan<long> ids)
    {
        var packed = new byte[ids.Length * IdBytes];
        for (var i = 0; i < ids.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(i * IdBytes), ids[i]);
        return packed;
    }

    /// <summary>All are waiting.</summary>
    public static byte[] NewStates(int count) => new byte[count * StateBytes];

    public long Id(int index) => BinaryPrimitives.ReadInt64LittleEndian(ids.AsSpan(index * IdBytes));

    public ItemResult Result(int index) => (ItemResult)states[index * StateBytes];

    public int Reason(int index) => states[(index * StateBytes) + 1];

    public long At(int index) => BinaryPrimitives.ReadInt64LittleEndian(states.AsSpan((index * StateBytes) + 2));

    public void Set(int index, ItemResult result, int reason, long at)
    {
        states[index * StateBytes] = (byte)result;
        states[(index * StateBytes) + 1] = (byte)reason;
        BinaryPrimitives.WriteInt64LittleEndian(states.AsSpan((index * StateBytes) + 2), at);
    }

    /// <summary>Where the dead letter is, or a negative number.</summary>
    public int IndexOf(long id)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            switch (Id(middle).CompareTo(id))
            {
                case 0: return middle;
                case < 0: low = middle + 1; break;
                default: high = middle - 1; break;
            }
        }

        return -1;
    }

    public long[] WaitingIds()
    {
        var waiting = new List<long>(Count);
        for (var i = 0; i < Count; i++)
        {
            if (Result(i) == ItemResult.Waiting)
                waiting.Add(Id(i));
        }

        return [.. waiting];
    }
}
