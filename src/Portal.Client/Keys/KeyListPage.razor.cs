using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Keys;

public partial class KeyListPage
{
    private Page<KeyView> _page = new([], null);
    private string? _text;
    private string _state = "";
    private bool _descendants;

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IKeyGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private bool IsFiltered => !string.IsNullOrEmpty(Q) || !string.IsNullOrEmpty(StateName);

    protected override Task OnParametersSetAsync()
    {
        (_text, _state) = (Q, StateName ?? "");
        BecomeStale();
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(
        token => Gateway.ListAsync(new KeyFilter(Q, WireName.Parse<KeyState>(StateName)), new PageRequest(After: After), token),
        page => _page = page);

    private void Say() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim(),
        ["state"] = _state.Length == 0 ? null : _state,
        ["after"] = null,
    }));

    private async Task MakeAsync()
    {
        // The key is shown this once: a click beside the dialog does not close it.
        var options = new DialogOptions { Width = "min(560px, 94vw)", ShowClose = false };
        if (await Dialogs.OpenAsync<NewKeyDialog>("Make an API key", options: options) is true) await ReloadAsync();
    }

    private async Task RevokeAsync(KeyView key)
    {
        _descendants = key.Descendants > 0;
        var sure = await Dialogs.AreYouSureAsync(
            $"Revoke {key.Name}?",
            $"Programs that use it are refused from then on, and what they have open ends{(key.LastUsedAt is null ? "; it was never used" : "")}. This cannot be undone.",
            "Revoke",
            details: key.Descendants > 0 ? AskOfDescendants(key) : null);
        if (!sure) return;

        var done = await AskAsync(
            $"revoke {key.Name}", token => Gateway.RevokeAsync(key.Id, _descendants, token), _ => _descendants ? $"{key.Name} and what was made with it are revoked" : $"{key.Name} is revoked");
        if (done is not null && !IsGone) await ReloadAsync();
    }
}
