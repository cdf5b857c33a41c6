using System.Buffers.Text;
using System.Text;

namespace Bench.Pages;

/// <summary>
/// When orders placed under a name that tells the time were seen in what came from the portal. The time is that before the request, so
/// that every figure includes the POST up to its commit.
/// </summary>
internal sealed class Sightings(int capacity)
{
    private static readonly byte[] _mark = "Sampled "u8.ToArray();

    private readonly Times _times = new(capacity);
    private long _since = long.MaxValue;

    public int Count => _times.Count;

    public static string NameAt(TimeProvider time) => Encoding.UTF8.GetString(_mark) + time.GetTimestamp();

    /// <summary>From now on; what was placed before does not count, and neither does it when a snapshot shows it.</summary>
    public void Begin() => Volatile.Write(ref _since, TimeProvider.System.GetTimestamp());

    public void End() => Volatile.Write(ref _since, long.MaxValue);

    public double Percentile(double percent) => _times.Percentile(percent);

    /// <param name="bytes">As they came; a name cut in two is not seen.</param>
    /// <param name="seen">What this viewer has seen so far: only the first sight counts.</param>
    public void Look(ReadOnlySpan<byte> bytes, HashSet<long> seen)
    {
        var since = Volatile.Read(ref _since);
        while (bytes.IndexOf(_mark) is >= 0 and var at)
        {
            bytes = bytes[(at + _mark.Length)..];
            if (Utf8Parser.TryParse(bytes, out long placed, out var digits) && digits < bytes.Length && placed >= since && seen.Add(placed))
                _times.Add(TimeProvider.System.GetTimestamp() - placed);
        }
    }
}
