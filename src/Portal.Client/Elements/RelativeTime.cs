using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Client.Layout;

namespace Portal.Client.Elements;

/// <summary>"12 s ago", kept up to date, with the exact UTC time as its title.</summary>
public sealed class RelativeTime : ComponentBase
{
    private string? _shown;
    private DateTimeOffset _shownFor;

    [Parameter]
    [EditorRequired]
    public DateTimeOffset At { get; set; }

    [CascadingParameter(Name = LiveClock.Now)]
    public DateTimeOffset Now { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override bool ShouldRender() => _shown != Words() || _shownFor != At;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = Words();
        _shownFor = At;
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", At.ToString("O", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "title", Figures.Exact(At));
        builder.AddContent(3, _shown);
        builder.CloseElement();
    }

    // The tick says when to look, the clock what to show: an entity may be newer than the last tick.
    private string Words() => Figures.Ago(Time.GetUtcNow() - At);
}
