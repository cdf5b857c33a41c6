using Microsoft.AspNetCore.Components;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Elements;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Groups;

/// <summary>One group, what is being done to it, and what can be.</summary>
public partial class GroupCard
{
    private static readonly OperationKind[] Kinds = [OperationKind.Archive, OperationKind.Replay];

    [Parameter]
    [EditorRequired]
    public DeadLetterGroup Group { get; set; } = null!;

    /// <summary>The view it is shown in; its list is opened with the rest of it.</summary>
    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<OperationView> Operations { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public Func<BulkRequest, Task<bool>> StartAsync { get; set; } = null!;

    [Parameter]
    public bool Belongs { get; set; } = true;

    /// <summary>It stands above the list of its own dead letters.</summary>
    [Parameter]
    public bool IsHeader { get; set; }

    [Parameter]
    public EventCallback<DeadLetterGroup> OnNoted { get; set; }

    private string TitleId => $"group-{Group.Id}";

    private long Failed => Group.Counts.GetValueOrDefault(DeadLetterStatus.Failed);

    private bool IsOver => Failed == 0;

    private IEnumerable<(DeadLetterStatus Status, long Count)> Counts =>
        Enum.GetValues<DeadLetterStatus>().Select(status => (status, Group.Counts.GetValueOrDefault(status))).Where(pair => pair.Item2 > 0);

    // Whatever is under way for this group alone, whoever started it and from wherever.
    private IEnumerable<OperationView> Running => Operations.Where(operation =>
        operation.Filter is { } filter && DeadLetterAddress.Parse(filter).Group == Group.Id);

    private string ListHref(DeadLetterStatus? status) =>
        DeadLetterAddress.List(Filter with { Group = Group.Id, Status = status ?? (IsOver ? null : Filter.Status) });

    private BulkRequest Request(OperationKind kind) => new(kind, null, new DeadLetterFilter(Status: DeadLetterStatus.Failed, Group: Group.Id));

    private string Label(OperationKind kind)
    {
        var verb = DeadLetterWords.VerbOf(kind);
        return IsUnderWay(kind) ? $"{verb}: under way" : Failed == 0 ? $"{verb} group" : $"{verb} group ({Figures.Count(Failed)})";
    }

    private string? Why(OperationKind kind)
    {
        if (IsUnderWay(kind)) return "The very same is under way.";
        return Failed > 0 ? null : "None of it is failed now.";
    }

    private bool IsUnderWay(OperationKind kind) => Operations.Any(Request(kind).IsUnderWayAs);

    private Task<bool> StartKindAsync(OperationKind kind) => StartAsync(Request(kind));
}
