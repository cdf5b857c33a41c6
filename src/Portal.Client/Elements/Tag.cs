using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Client.Elements;

/// <summary>A word with an icon in a colour that has a meaning.</summary>
public sealed class Tag : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public Tone Tone { get; set; }

    [Parameter]
    [EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public string Icon { get; set; } = "circle";

    /// <summary>Go to the element that holds the text, so that a change of both is one change.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>The same without a component of its own, for lists of many rows that change often.</summary>
    /// <param name="tone">Its colour.</param>
    /// <param name="icon">The name of a Material icon.</param>
    /// <param name="text">The word.</param>
    /// <param name="status">The value of <c>data-status</c> at the element that holds the text.</param>
    public static RenderFragment Of(Tone tone, string icon, string text, string? status = null) => builder =>
    {
        Begin(builder, tone, icon);
        builder.AddAttribute(8, "data-status", status);
        End(builder, text);
    };

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        Begin(builder, Tone, Icon);
        builder.AddMultipleAttributes(9, Attributes);
        End(builder, Text);
    }

    private static void Begin(RenderTreeBuilder builder, Tone tone, string icon)
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", ClassOf(tone));
        builder.OpenElement(2, "i");
        builder.AddAttribute(3, "class", "notranslate rzi");
        builder.AddAttribute(4, "aria-hidden", "true");
        builder.AddContent(5, icon);
        builder.CloseElement();
        builder.OpenElement(6, "span");
    }

    private static void End(RenderTreeBuilder builder, string text)
    {
        builder.AddContent(10, text);
        builder.CloseElement();
        builder.CloseElement();
    }

    private static string ClassOf(Tone tone) => tone switch
    {
        Tone.Good => "tag tag-good",
        Tone.Bad => "tag tag-bad",
        Tone.Warn => "tag tag-warn",
        Tone.Busy => "tag tag-busy",
        _ => "tag tag-neutral",
    };
}
