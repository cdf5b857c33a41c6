using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Bulk;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Operations;
using Radzen;

namespace Portal.Client.DeadLetters;

/// <summary>The desk: what the address says is shown, as groups or as a list.</summary>
public partial class DeskPage
{
    private readonly OperationWatch _operations = new();
    private DeadLetterCounts? _counts;

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    [SupplyParameterFromQuery]
    public string? Queue { get; set; }

    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Exception { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IOperationGateway Operations { get; set; } = null!;

    [Inject]
    private OperationNews News { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private DeadLetterFilter Filter { get; set; } = new();

    private bool IsList => DeskView.For(View, Filter) == DeskView.List;

    protected override async Task OnInitializedAsync()
    {
        Follow<OperationView>(_operations.Apply);
        await LoadAsync(token => Operations.ListAsync(null, new PageRequest(), token), page => _operations.Apply(page.Items));
    }

    protected override void OnParametersSet()
    {
        Filter = DeadLetterAddress.Parse(Navigation.ToAbsoluteUri(Navigation.Uri).Query);

        // Whoever comes through the menu wants to know what is to be done, not what was; the address then says so.
        if (View is null && Filter == new DeadLetterFilter())
            Navigation.NavigateTo(DeadLetterAddress.Groups(new DeadLetterFilter(Status: DeadLetterStatus.Failed)), replace: true);
    }

    private string Href(DeadLetterFilter filter) => IsList ? DeadLetterAddress.List(filter) : DeadLetterAddress.Groups(filter);

    private void Show(DeadLetterFilter filter) => Navigation.NavigateTo(Href(filter));

    private async Task<bool> StartAsync(BulkRequest request)
    {
        var started = await Dialogs.OpenAsync<BulkDialog>(
            request.Kind is OperationKind.Delete ? "Delete for good?" : $"{DeadLetterWords.VerbOf(request.Kind)} dead letters",
            new Dictionary<string, object?> { [nameof(BulkDialog.Request)] = request, [nameof(BulkDialog.By)] = By },
            new DialogOptions { Width = "min(560px, 94vw)" });
        if (started is not OperationView operation) return false;

        _operations.Apply([operation]);
        StateHasChanged();
        await News.FollowAsync(operation);
        return true;
    }
}
