using Portal.Client.Instances;
using Portal.Compute.Processes;

namespace Portal.Compute.Figures;

/// <summary>The samples of one instance that somebody looks at. Used under the sampler's lock.</summary>
internal sealed class WatchedInstance(string id)
{
    private const int Kept = 150; // five minutes
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    private readonly Queue<ProcessFigures> _samples = new();
    private InstanceProcess? _process;
    private long _ticks;
    private DateTimeOffset _at;

    public int Viewers { get; set; }

    public DateTimeOffset? LeftAt { get; set; }

    public IReadOnlyList<ProcessFigures> Samples => [.. _samples];

    public ProcessFigures Add(InstanceProcess process, GroupUsage usage, DateTimeOffset now, long version)
    {
        double? percent = null;
        if (_process == process && now > _at)
            percent = Math.Max(0, usage.CpuTicks - _ticks) / TicksPerSecond / (now - _at).TotalSeconds * 100;
        (_process, _ticks, _at) = (process, usage.CpuTicks, now);
        var sample = new ProcessFigures(id, version, now, percent, usage.ResidentPages * Environment.SystemPageSize, usage.Processes);
        _samples.Enqueue(sample);
        if (_samples.Count > Kept)
            _samples.Dequeue();
        return sample;
    }
}
