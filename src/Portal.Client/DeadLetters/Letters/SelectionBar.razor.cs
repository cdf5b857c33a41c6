using Microsoft.AspNetCore.Components;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.Elements;
using Portal.Client.Operations;
using Portal.Client.Security;

namespace Portal.Client.DeadLetters.Letters;

public partial class SelectionBar
{
    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    /// <summary>How many match on all pages, in words.</summary>
    [Parameter]
    public string? Matching { get; set; }

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<string> Page { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<DeadLetterView> Selected { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<OperationView> Operations { get; set; } = [];

    [Parameter]
    public EventCallback<OperationKind> OnStart { get; set; }

    [Parameter]
    public EventCallback OnChange { get; set; }

    [Parameter]
    [EditorRequired]
    public Selection Selection { get; set; } = null!;

    // What would be senseless in the status that is shown is not offered; what a role lacks is, with the reason.
    private IEnumerable<OperationKind> Kinds => Enum.GetValues<OperationKind>().Where(kind => Filter.Status is { } only
        ? DeadLetterWords.WhyNot(kind, only) is null
        : kind is not OperationKind.Restore || Selected.Any(letter => letter.Status is DeadLetterStatus.Archived));

    private bool WholePage => Selection.ContainsAll(Page);

    private Task TogglePage()
    {
        Selection.TogglePage(Page);
        return OnChange.InvokeAsync();
    }

    private Task SelectAllMatching()
    {
        Selection.SelectAllMatching(Page);
        return OnChange.InvokeAsync();
    }

    private Task Clear()
    {
        Selection.Clear();
        return OnChange.InvokeAsync();
    }

    private string Label(OperationKind kind)
    {
        var verb = DeadLetterWords.VerbOf(kind);
        if (Selection.AllMatching) return IsUnderWay(kind) ? $"{verb}: under way" : $"{verb} all {Matching}";
        return Selection.Count == 0 ? $"{verb} selected" : $"{verb} {Figures.Count(Selection.Count)} selected";
    }

    private string? Why(OperationKind kind)
    {
        if (Selection.Count == 0) return "Select some first.";
        if (Selection.AllMatching) return IsUnderWay(kind) ? "The very same is under way." : null;
        return Selected.Any(letter => DeadLetterWords.WhyNot(kind, letter.Status) is null)
            ? null
            : DeadLetterWords.WhyNot(kind, Selected.Count > 0 ? Selected[0].Status : DeadLetterStatus.Failed);
    }

    private bool IsUnderWay(OperationKind kind) => Operations.Any(new BulkRequest(kind, null, Filter).IsUnderWayAs);

    private static string? KeyOf(OperationKind kind) => kind switch
    {
        OperationKind.Replay => "r",
        OperationKind.Archive => "a",
        _ => null,
    };

    private static Ability AbilityFor(OperationKind kind) => kind is OperationKind.Delete ? Ability.Destroy : Ability.ReplayDeadLetters;

    private static ButtonLook LookOf(OperationKind kind) => kind switch
    {
        OperationKind.Delete => ButtonLook.Danger,
        OperationKind.Replay => ButtonLook.Primary,
        _ => ButtonLook.Plain,
    };
}
