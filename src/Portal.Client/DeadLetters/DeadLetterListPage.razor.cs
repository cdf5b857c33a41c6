using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;
using Portal.Client.Queues;

namespace Portal.Client.DeadLetters;

public partial class DeadLetterListPage
{
    private readonly Draft _draft = new();
    private LiveList<DeadLetterView> _letters = LiveList<DeadLetterView>.Empty();
    private LiveList<DeadLetterView>? _coming;
    private string? _next;
    private (DeadLetterFilter Filter, string? After)? _loaded;

    [SupplyParameterFromQuery]
    public string? Queue { get; set; }

    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private IQueueGateway Queues { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private DeadLetterFilter Filter => new(Blank(Queue), Blank(Type), WireName.Parse<DeadLetterStatus>(Status), Blank(Text));

    private bool IsFiltered => Filter != new DeadLetterFilter();

    protected override void OnInitialized() => Follow<DeadLetterView>(changes =>
    {
        _letters.Apply(changes);
        _coming?.Apply(changes);
    });

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Filter, After)) return;

        _loaded = (Filter, After);
        (_draft.Queue, _draft.Type, _draft.Status, _draft.Text) = (Queue, Type, Status, Text);
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var filter = Filter;
        var letters = _coming = new LiveList<DeadLetterView>(
            letter => DeadLetterMatch.Matches(filter, letter),
            After is null ? (a, b) => b.FailedAt.CompareTo(a.FailedAt) : null, // new failures come on top of the first page
            PageRequest.DefaultLimit);
        return LoadAsync(
            token => Gateway.ListAsync(filter, new PageRequest(After: After), token),
            page =>
            {
                letters.EndLoad(page.Items);
                (_letters, _coming) = (letters, null);
                _next = page.Next;
            });
    }

    // The queue of the address is offered even when there is no such queue any more: its dead letters remain.
    private IEnumerable<string> QueueNames() =>
        Queues.List().Select(queue => queue.Name).Append(Queue ?? "").Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal);

    private void ApplyFilter() => Navigation.NavigateTo(AddressOf(_draft.Queue, _draft.Type, _draft.Status, _draft.Text, null));

    private string Address(string? after) => AddressOf(Queue, Type, Status, Text, after);

    private string AddressOf(string? queue, string? type, string? status, string? text, string? after) =>
        Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri("dead-letters").AbsoluteUri, new Dictionary<string, object?>
        {
            ["queue"] = Blank(queue),
            ["type"] = Blank(type),
            ["status"] = Blank(status),
            ["text"] = Blank(text),
            ["after"] = after,
        });

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class Draft
    {
        public string? Queue { get; set; }

        public string? Type { get; set; }

        public string? Status { get; set; }

        public string? Text { get; set; }
    }
}
