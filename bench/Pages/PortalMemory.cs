using System.Globalization;
using System.IO.Pipes;

namespace Bench.Pages;

/// <summary>What a portal's process holds after a full collection, in bytes.</summary>
/// <param name="Managed">Alive on the managed heap.</param>
/// <param name="Resident">In physical memory.</param>
internal sealed record PortalMemory(long Managed, long Resident)
{
    public static async Task<PortalMemory> OfAsync(int process, string pipeName)
    {
        await using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.In);
        await pipe.ConnectAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        var bytes = new byte[8];
        await pipe.ReadExactlyAsync(bytes);
        return new PortalMemory(BitConverter.ToInt64(bytes), ResidentOf(process));
    }

    private static long ResidentOf(int process) =>
        1024 * long.Parse(
            File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture);
}
