using Portal.Client.Elements;

namespace Portal.Client.Layout;

/// <summary>A figure beside an entry of the menu.</summary>
/// <param name="Count">As shown.</param>
/// <param name="Words">After the entry's text, for those who do not see the figure: <c>Dead letters, 12 failed</c>.</param>
/// <param name="Class">Its colours.</param>
internal sealed record MenuBadge(long Count, string Words, string Class)
{
    /// <summary>Null where there is nothing to tell.</summary>
    public static MenuBadge? Of(MenuEntry entry, MenuFigures? figures) => (entry.Href, figures) switch
    {
        ("dead-letters", { FailedMessages: > 0 and var failed }) => new(failed, $"{Figures.Count(failed)} failed", "badge badge-bad"),
        ("operations", { Operations: > 0 and var open }) => new(open, $"{Figures.Count(open)} under way", "badge badge-busy"),
        ("", { PartiesDown: > 0 and var down }) => new(down, $"{Figures.Count(down)} third {(down == 1 ? "party does" : "parties do")} not answer", "badge badge-bad"),
        _ => null,
    };
}
