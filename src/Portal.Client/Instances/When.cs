using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Client.Elements;
using Portal.Client.Layout;

namespace Portal.Client.Instances;

/// <summary>A time to come: "in 3 h", kept up to date, with the exact one as its title.</summary>
public sealed class When : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public DateTimeOffset At { get; set; }

    [CascadingParameter(Name = LiveClock.Now)]
    public DateTimeOffset Now { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var left = At - Time.GetUtcNow();
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", At.ToString("O", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "title", Figures.Exact(At));
        builder.AddContent(3, left < TimeSpan.FromSeconds(1) ? "now" : "in " + Figures.Duration(left));
        builder.CloseElement();
    }
}
