using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Operations;

public partial class OperationPage
{
    /// <summary>While it runs the results are read again that often, not with each change.</summary>
    private static readonly TimeSpan ItemsEvery = TimeSpan.FromSeconds(2);

    private readonly Latest<OperationView> _operation = new();
    private Page<OperationItem>? _items;
    private string? _followed;
    private (string Id, string? Result, string? After)? _loaded;
    private long _itemsOf;
    private DateTimeOffset _itemsAt;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "result")]
    public string? ResultName { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IOperationGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private ItemResult? Wanted => WireName.Parse<ItemResult>(ResultName);

    protected override async Task OnParametersSetAsync()
    {
        if (_followed != Id)
        {
            Unfollow();
            StartOver();
            _operation.Forget();
            _followed = Id;
            Follow<OperationView>(Apply, Id);
        }

        if (_loaded == (Id, ResultName, After)) return;

        BecomeStale();
        await ReloadAsync();
    }

    private Task LookAgainAsync() =>
        _operation.Value?.Version > _itemsOf && Time.GetUtcNow() - _itemsAt >= ItemsEvery ? ReloadAsync() : Task.CompletedTask;

    private Task ReloadAsync()
    {
        var (id, wanted, after) = (Id, Wanted, After);
        _loaded = (id, ResultName, after);
        _itemsAt = Time.GetUtcNow();
        _itemsOf = _operation.Value?.Version ?? 0;
        return LoadAsync(
            async token =>
            {
                // Items first: what they lack of the operation's version is read when it is looked at again.
                var items = await Gateway.ItemsAsync(id, wanted, new PageRequest(After: after), token);
                var operation = await Gateway.FindAsync(id, token);
                return operation is null ? Problem.NotFound("operation", id)
                    : items.Succeeded ? new Loaded(operation, items.Value)
                    : (Outcome<Loaded>)items.Problem;
            },
            loaded =>
            {
                _operation.Offer(loaded.Operation);
                _items = loaded.Items;
            });
    }

    private void Apply(IReadOnlyList<OperationView> changes)
    {
        foreach (var change in changes) _operation.Offer(change);
    }

    private void Answered(OperationView operation) => Apply([operation]);

    private string Address(string? result, string? after) => Navigation.GetUriWithQueryParameters(
        Navigation.ToAbsoluteUri("operations/" + Uri.EscapeDataString(Id)).AbsoluteUri,
        new Dictionary<string, object?> { ["result"] = result, ["after"] = after });

    private static TabItem[] TabsOf(OperationView operation) =>
    [
        new(null, "All", operation.Total),
        Tab(ItemResult.Waiting, OperationWords.Remaining(operation)),
        Tab(ItemResult.Done, operation.Done - operation.FailedAgain),
        .. operation.Kind is OperationKind.Replay ? [Tab(ItemResult.FailedAgain, operation.FailedAgain)] : Array.Empty<TabItem>(),
        Tab(ItemResult.Skipped, operation.Skipped),
        Tab(ItemResult.Failed, operation.Failed),
    ];

    private static TabItem Tab(ItemResult result, long count)
    {
        var words = OperationWords.Of(result);
        return new(WireName.Of(result), char.ToUpperInvariant(words[0]) + words[1..], count);
    }

    private static string? Remains(OperationView operation)
    {
        var remaining = Figures.Count(OperationWords.Remaining(operation));
        return operation.State switch
        {
            OperationState.Paused => $"{remaining} remain. Resume it to go on where it was.",
            OperationState.Stopped => $"{remaining} remain. Mend the cause, then let it go on; or cancel it.",
            OperationState.Cancelled => $"{remaining} were left as they are.",
            _ => null,
        };
    }

    private sealed record Loaded(OperationView Operation, Page<OperationItem> Items);
}
