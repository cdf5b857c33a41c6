using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Client.Elements;
using Portal.Client.Layout;

namespace Portal.Client.Queues;

/// <summary>"in 12 s", kept up to date, with the exact UTC time as its title; "now" when it has come.</summary>
public sealed class DueTime : ComponentBase
{
    private string? _shown;

    [Parameter]
    [EditorRequired]
    public DateTimeOffset At { get; set; }

    [CascadingParameter(Name = LiveClock.Now)]
    public DateTimeOffset Now { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override bool ShouldRender() => _shown != Words();

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = Words();
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", At.ToString("O", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "title", Figures.Exact(At));
        builder.AddContent(3, _shown);
        builder.CloseElement();
    }

    private string Words() => At - Time.GetUtcNow() is var left && left < TimeSpan.FromSeconds(1) ? "now" : $"in {Figures.Duration(left)}";
}
