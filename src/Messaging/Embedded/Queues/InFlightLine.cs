using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>One lease in the <see cref="InFlightLedger"/>, as it is in the file.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal record struct InFlightLine
{
    public const int Bytes = 32;

    public long QueueId;
    public long Sequence;
    public int Attempts;
    public InFlightState State;
}
