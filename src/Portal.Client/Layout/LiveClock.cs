using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Client.Layout;

/// <summary>
/// One tick a second for everything on the page that shows an age, as one render batch. What receives the tick decides
/// itself whether its words have changed.
/// </summary>
public sealed class LiveClock : ComponentBase, IAsyncDisposable
{
    /// <summary>Name of the cascading <see cref="DateTimeOffset"/>.</summary>
    public const string Now = "Now";

    private DateTimeOffset _now;
    private ITimer? _timer;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override void OnInitialized()
    {
        _now = Time.GetUtcNow();
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Tick), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<CascadingValue<DateTimeOffset>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<DateTimeOffset>.Name), Now);
        builder.AddComponentParameter(2, nameof(CascadingValue<DateTimeOffset>.Value), _now);
        builder.AddComponentParameter(3, nameof(CascadingValue<DateTimeOffset>.ChildContent), ChildContent);
        builder.CloseComponent();
    }

    private void Tick()
    {
        _now = Time.GetUtcNow();
        StateHasChanged();
    }
}
