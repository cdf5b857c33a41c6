using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Radzen;

namespace Portal.Client.Keys;

public partial class NewKeyDialog
{
    private readonly HashSet<Ability> _scopes = [Ability.Read];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private ClaimsPrincipal? _person;
    private MadeKey? _made;
    private string _name = "";
    private int _days = 90;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private IKeyGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync() => _person = Authentication is null ? null : (await Authentication).User;

    private string[]? Errors(string field) => _errors.GetValueOrDefault(field);

    private void Choose(Ability scope, bool chosen) => _ = chosen ? _scopes.Add(scope) : _scopes.Remove(scope);

    private async Task MakeAsync()
    {
        if (_busy) return;

        (_busy, _errors) = (true, new Dictionary<string, string[]>());
        var never = _days == 0;
        var wish = new MakeKey(_name, [.. _scopes.Order().Select(WireName.Of)], never ? null : Time.GetUtcNow().AddDays(_days), never);
        _made = await AskAsync("make the key", token => Gateway.MakeAsync(wish, token), made => $"{made.Details.Name} is made", errors => _errors = errors);
        _busy = false;
    }
}
