using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Client.Elements;
using Portal.Client.Layout;

namespace Portal.Client.Instances;

/// <summary>How long something has been running, kept up to date, with the exact time in the title.</summary>
public sealed class Uptime : ComponentBase
{
    private string? _shown;

    [Parameter]
    public DateTimeOffset? Since { get; set; }

    [CascadingParameter(Name = LiveClock.Now)]
    public DateTimeOffset Now { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override bool ShouldRender() => _shown != Words();

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = Words();
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "title", Since is { } since ? "Since " + Figures.Exact(since) : null);
        builder.AddContent(2, _shown);
        builder.CloseElement();
    }

    private string Words() => Since is { } since ? Figures.Duration(Time.GetUtcNow() - since) : "–";
}
