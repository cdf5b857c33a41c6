using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Client.Elements;

/// <summary>
/// "12 s ago", with the exact UTC time as its title. The browser writes both and keeps the words up to date (time.js): an open page
/// costs the server nothing while nothing happens.
/// </summary>
public sealed class RelativeTime : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public DateTimeOffset At { get; set; }

    [Parameter]
    public TimeWords Words { get; set; }

    /// <summary>The same without a component of its own, for lists of many rows that change often.</summary>
    public static RenderFragment Of(DateTimeOffset at, TimeWords words = TimeWords.Ago) => builder => Build(builder, at, words);

    protected override void BuildRenderTree(RenderTreeBuilder builder) => Build(builder, At, Words);

    private static void Build(RenderTreeBuilder builder, DateTimeOffset at, TimeWords words)
    {
        builder.OpenElement(0, "portal-time");
        builder.AddAttribute(1, "datetime", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "words", words switch { TimeWords.In => "in", TimeWords.For => "for", _ => null });
        builder.CloseElement();
    }
}
