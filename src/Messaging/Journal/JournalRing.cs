using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>
/// A bounded queue with many writers and one reader that never makes a writer wait: when it is full, the fact is refused
/// (D. Vyukov, "Bounded MPMC queue", 1024cores.net: each slot carries the turn it is good for). No allocation.
/// </summary>
internal sealed class JournalRing
{
    private readonly Slot[] _slots;
    private readonly int _mask;
    private Padded _tail;
    private Padded _head;

    /// <param name="capacity">A power of two.</param>
    public JournalRing(int capacity)
    {
        _slots = new Slot[capacity];
        _mask = capacity - 1;
        for (var i = 0; i < capacity; i++)
            _slots[i].Turn = i;
    }

    public bool IsEmpty => Volatile.Read(ref _head.Value) == Volatile.Read(ref _tail.Value);

    /// <summary>False when it is full. <paramref name="ticket"/> is which fact this was, from 0.</summary>
    public bool TryWrite(in JournalFact fact, out long ticket)
    {
        ticket = Volatile.Read(ref _tail.Value);
        while (true)
        {
            ref var slot = ref _slots[ticket & _mask];
            var turn = Volatile.Read(ref slot.Turn);
            if (turn < ticket)
                return false;
            if (turn == ticket)
            {
                var seen = Interlocked.CompareExchange(ref _tail.Value, ticket + 1, ticket);
                if (seen == ticket)
                {
                    slot.Fact = fact;
                    Volatile.Write(ref slot.Turn, ticket + 1);
                    return true;
                }

                ticket = seen;
            }
            else
            {
                ticket = Volatile.Read(ref _tail.Value);
            }
        }
    }

    /// <summary>False when there is none, or the next one is still being written. For one reader.</summary>
    public bool TryRead(out JournalFact fact)
    {
        var position = _head.Value;
        ref var slot = ref _slots[position & _mask];
        if (Volatile.Read(ref slot.Turn) != position + 1)
        {
            fact = default;
            return false;
        }

        fact = slot.Fact;
        slot.Fact = default;
        Volatile.Write(ref _head.Value, position + 1);
        Volatile.Write(ref slot.Turn, position + _slots.Length);
        return true;
    }

    private struct Slot
    {
        public long Turn;
        public JournalFact Fact;
    }

    /// <summary>A cache line of its own: writers and the reader would otherwise invalidate each other's.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Padded
    {
        [FieldOffset(64)]
        public long Value;
    }
}
