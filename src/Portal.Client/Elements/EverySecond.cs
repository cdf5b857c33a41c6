using Microsoft.AspNetCore.Components;

namespace Portal.Client.Elements;

/// <summary>Shows nothing; has its owner look again, and render, once a second for as long as it is there.</summary>
public sealed class EverySecond : ComponentBase, IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private ITimer? _timer;

    [Parameter]
    [EditorRequired]
    public EventCallback OnTick { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized() =>
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(OnTick.InvokeAsync), null, _second, _second);
}
