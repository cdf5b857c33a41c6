using System.Collections.Concurrent;

namespace Bench;

/// <summary>Sends at a steady rate for a while, and waits until all is handled.</summary>
internal sealed class LatencyRound(LatencyHost host, int perSecond)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly string _padding = new('x', 180);

    public async Task<LatencyResult> RunAsync(TimeSpan time)
    {
        var calls = (int)(perSecond * time.TotalSeconds);
        var sends = new ConcurrentQueue<Task>();
        host.Record.Begin(calls);
        var bus = host.Bus;
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        await Pacer.RunAsync(
            perSecond, calls, due => sends.Enqueue(bus.SendAsync(new Tick(due, TimeProvider.System.GetTimestamp(), _padding))));
        var sending = TimeProvider.System.GetElapsedTime(start);
        await Task.WhenAll(sends);
        while (host.Record.FromDue.Count < calls && TimeProvider.System.GetElapsedTime(start) < time + _patience)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        if (host.Record.FromDue.Count < calls)
            throw new InvalidOperationException($"Only {host.Record.FromDue.Count} of {calls} messages were handled.");
        var used = Environment.CpuUsage.TotalTime - cpu;
        var (fromDue, fromSent) = (host.Record.FromDue, host.Record.FromSent);
        return new LatencyResult(
            fromDue.Percentile(50),
            fromDue.Percentile(95),
            fromDue.Percentile(99),
            fromDue.Percentile(100),
            fromSent.Percentile(50),
            fromSent.Percentile(99),
            calls / sending.TotalSeconds,
            used.TotalMicroseconds / calls);
    }
}
