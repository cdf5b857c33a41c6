using System.Runtime.InteropServices;

namespace Portal.Compute.Processes;

/// <summary>libc's <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Returned;
}
