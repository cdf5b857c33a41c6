using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;

namespace Portal.Client.Audit;

/// <summary>The record of who did what, for administrators: the gateway refuses everybody else, and the page says so.</summary>
public partial class AuditPage
{
    private IReadOnlyList<AuditEntry> _rows = [];
    private AuditFacets _facets = new([], []);
    private AuditFilter _filter = new();
    private AuditCheck? _check;
    private AuditEntry? _shown;
    private DateTimeOffset? _searchedTo;
    private string? _next;
    private string? _who;
    private string? _action;
    private string? _target;
    private string? _outcome;
    private DateTime? _from;
    private DateTime? _to;
    private string? _text;
    private (AuditFilter, string?)? _loaded;

    [SupplyParameterFromQuery]
    public string? Who { get; set; }

    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    [SupplyParameterFromQuery]
    public string? Target { get; set; }

    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>The record whose details are shown.</summary>
    [SupplyParameterFromQuery]
    public string? Entry { get; set; }

    [Inject]
    private IAuditGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        _filter = AuditAddress.Read(Who, Action, Target, Outcome, From, To, Text);
        (_who, _action, _target, _outcome, _text) = (_filter.Who, _filter.Action, _filter.Target, Outcome, _filter.Text);
        (_from, _to) = (_filter.From?.UtcDateTime, _filter.To?.UtcDateTime);
        if (_loaded != (_filter, After))
        {
            BecomeStale();
            _loaded = (_filter, After);
            await ReloadAsync();
        }
        else
        {
            await ShowAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync<Loaded>(
            async token =>
            {
                var page = await Gateway.ListAsync(_filter, new PageRequest(After: After), token);
                if (!page.Succeeded) return page.Problem;
                var facets = await Gateway.FacetsAsync(token);
                return facets.Succeeded ? new Loaded(page.Value, facets.Value) : facets.Problem;
            },
            loaded =>
            {
                (_rows, _next, _searchedTo) = (loaded.Page.Items, loaded.Page.Next, loaded.Page.SearchedTo);
                _facets = loaded.Facets;
            });
        await ShowAsync();
    }

    /// <summary>The details of the record in the address: from the list where that has it, as it has as a rule.</summary>
    private async Task ShowAsync()
    {
        if (Entry is null || State.Phase is not Elements.LoadPhase.Ready)
        {
            _shown = null;
            return;
        }

        _shown = _rows.FirstOrDefault(row => row.Id == Entry);
        if (_shown is null)
            await LoadAsync(token => Gateway.FindAsync(Entry, token), entry => _shown = entry);
    }

    private async Task VerifyAsync()
    {
        _check = null;
        _check = await AskAsync("verify the audit", token => Gateway.VerifyAsync(token), check => check.Holds ? "Every record is as it was written" : "The audit does not hold");
    }

    private void Apply() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(AuditAddress.Parameters(_who, _action, _target, _outcome, _from, _to, _text)));

    private string Address(string parameter, string? value) => Navigation.GetUriWithQueryParameters(
        parameter == "after" ? new Dictionary<string, object?> { ["after"] = value, ["entry"] = null } : new Dictionary<string, object?> { [parameter] = value });

    private string ExportAddress(string format)
    {
        var here = new Uri(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["format"] = format, ["after"] = null, ["entry"] = null }));
        return "api/audit/export" + here.Query;
    }

    private sealed record Loaded(Page<AuditEntry> Page, AuditFacets Facets);
}
