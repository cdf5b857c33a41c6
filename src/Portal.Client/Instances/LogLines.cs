using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Client.Instances;

/// <summary>Shows one block, or of it the lines that contain the search, with the place marked. Renders again only when there is something new.</summary>
public sealed class LogLines : ComponentBase
{
    private (LogBlock? Block, int Lines, string? Search) _shown;

    [Parameter]
    [EditorRequired]
    public LogBlock Block { get; set; } = null!;

    [Parameter]
    public string? Search { get; set; }

    protected override bool ShouldRender() => _shown != (Block, Block.Lines.Count, Search);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = (Block, Block.Lines.Count, Search);
        for (var i = 0; i < Block.Lines.Count; i++) Line(builder, i, Block.Lines[i]);
    }

    private void Line(RenderTreeBuilder builder, int key, string line)
    {
        var at = string.IsNullOrEmpty(Search) ? -1 : line.IndexOf(Search, StringComparison.OrdinalIgnoreCase);
        if (at < 0 && !string.IsNullOrEmpty(Search)) return;

        builder.OpenElement(0, "div");
        builder.SetKey(key);
        builder.AddAttribute(1, "class", "log-line");
        if (at < 0)
        {
            builder.AddContent(2, line.Length == 0 ? " " : line);
        }
        else
        {
            builder.AddContent(3, line[..at]);
            builder.OpenElement(4, "mark");
            builder.AddContent(5, line[at..(at + Search!.Length)]);
            builder.CloseElement();
            builder.AddContent(6, line[(at + Search.Length)..]);
        }

        builder.CloseElement();
    }
}
