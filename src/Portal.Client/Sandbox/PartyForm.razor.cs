using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;

namespace Portal.Client.Sandbox;

/// <summary>The behaviour of one stand-in: a draft in the form, and the one in force.</summary>
public partial class PartyForm
{
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private SandboxBehaviour _inForce = new();
    private int _latency;
    private double _percent;
    private bool _down;

    [Parameter]
    [EditorRequired]
    public string Party { get; set; } = "";

    [Inject]
    private ISandboxGateway Gateway { get; set; } = null!;

    private string Name => Party is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : Party;

    private string Trouble => _inForce.FailureRate > 0
        ? FormattableString.Invariant($"{_inForce.FailureRate * 100:0.#} % failing")
        : $"{Figures.Count(_inForce.LatencyMs)} ms slower";

    protected override void OnInitialized() => Show(Gateway.Get(Party));

    private Task ApplyAsync() => SetAsync(new SandboxBehaviour(_latency, _percent / 100, _down));

    private Task ResetAsync() => SetAsync(new SandboxBehaviour());

    private async Task SetAsync(SandboxBehaviour wanted)
    {
        _errors = new Dictionary<string, string[]>();
        var set = await AskAsync(
            $"change {Party}",
            _ => Task.FromResult(Gateway.Set(Party, wanted)),
            _ => $"{Name}: applied",
            errors => _errors = errors);
        if (set is not null) Show(set);
    }

    private void Show(SandboxBehaviour behaviour)
    {
        _inForce = behaviour;
        (_latency, _percent, _down) = (behaviour.LatencyMs, behaviour.FailureRate * 100, behaviour.Down);
    }

    private string[]? ErrorsOf(string field) => _errors.GetValueOrDefault(field);
}
