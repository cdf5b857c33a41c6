using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;

namespace Portal.Client.Instances;

/// <summary>What an instance's processes use, with the last minutes as curves.</summary>
public partial class ProcessCard
{
    private const int Kept = 150;

    private readonly List<ProcessFigures> _samples = [];
    private IDisposable? _measured;
    private int? _pid;

    [Parameter]
    [EditorRequired]
    public InstanceView Instance { get; set; } = null!;

    [Inject]
    private IProcessFigures Processes { get; set; } = null!;

    private ProcessFigures? Last => _samples.Count > 0 ? _samples[^1] : null;

    private string Span => _samples.Count > 1 ? Figures.Duration(_samples[^1].At - _samples[0].At) : "moment";

    protected override void OnInitialized()
    {
        Follow<ProcessFigures>(Add, Instance.Id);
        _samples.AddRange(Processes.Recent(Instance.Id));
        _measured = Processes.Watch([Instance.Id]);
        _pid = Instance.Pid;
    }

    protected override void OnParametersSet()
    {
        // Another process: other figures.
        if (_pid != Instance.Pid) _samples.Clear();
        _pid = Instance.Pid;
    }

    protected override void Dispose(bool disposing)
    {
        _measured?.Dispose();
        base.Dispose(disposing);
    }

    private void Add(IReadOnlyList<ProcessFigures> samples)
    {
        foreach (var sample in samples)
        {
            if (Last is null || sample.Version > Last.Version) _samples.Add(sample);
        }

        if (_samples.Count > Kept) _samples.RemoveRange(0, _samples.Count - Kept);
    }
}
