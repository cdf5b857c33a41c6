using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Radzen;

namespace Portal.Client.People;

public partial class PeopleListPage
{
    private Page<PersonView> _page = new([], null);
    private string? _text;

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IPeopleGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    protected override Task OnParametersSetAsync()
    {
        _text = Q;
        BecomeStale();
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(token => Gateway.ListAsync(Q, new PageRequest(After: After), token), page => _page = page);

    private void Say() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim(),
        ["after"] = null,
    }));

    private Task AddAsync() => OpenAsync<NewPersonDialog>("Add a person", []);

    private Task ChangeAsync(PersonView person) =>
        OpenAsync<PersonDialog>($"Change {person.Name}", new() { [nameof(PersonDialog.Person)] = person });

    private Task SetPasswordAsync(PersonView person) =>
        OpenAsync<PasswordDialog>($"Set the password of {person.Name}", new() { [nameof(PasswordDialog.Name)] = person.Name });

    private async Task OpenAsync<TDialog>(string title, Dictionary<string, object?> parameters)
        where TDialog : ComponentBase
    {
        var options = new DialogOptions { Width = "min(480px, 92vw)" };
        if (await Dialogs.OpenAsync<TDialog>(title, parameters, options) is true && !IsGone) await ReloadAsync();
    }

    private async Task UnlockAsync(PersonView person)
    {
        if (await AskAsync($"unlock {person.Name}", token => Gateway.UnlockAsync(person.Name, token), _ => $"{person.Name} can try again") is not null && !IsGone)
            await ReloadAsync();
    }
}
