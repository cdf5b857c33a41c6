using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Account;

public partial class AccountPage
{
    private AccountView? _account;
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string? _old;
    private string? _new;
    private string? _passkeyName;
    private string? _passkeyPassword;
    private bool _asksPassword;
    private bool _busy;
    private bool _adding;

    [Inject]
    private IAccountGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReloadAsync();

    private string[]? Errors(string field) => _errors.GetValueOrDefault(field);

    private Task ReloadAsync() => LoadAsync(Gateway.FindAsync, account => _account = account);

    private async Task ChangePasswordAsync()
    {
        if (_busy) return;

        (_busy, _errors) = (true, new Dictionary<string, string[]>());
        await AskAsync("change the password", token => Gateway.ChangePasswordAsync(_old, _new, token), _ => "The password is changed", errors => _errors = errors);
        _busy = false;
    }

    /// <summary>Only the browser can make one: it talks to the server itself, because the challenge is in a cookie.</summary>
    private async Task AddPasskeyAsync()
    {
        if (_adding) return;

        (_adding, _errors) = (true, new Dictionary<string, string[]>());
        var toast = Toasts.Begin("Adding a passkey …");
        PasskeyAnswer? refusal;
        try
        {
            refusal = await Script.InvokeAsync<PasskeyAnswer?>(
                "portalPasskeys.add", Gone, string.IsNullOrWhiteSpace(_passkeyName) ? "Passkey" : _passkeyName.Trim(), _passkeyPassword ?? "");
        }
        catch (JSException exception)
        {
            refusal = new PasskeyAnswer(exception.Message, null);
        }

        _adding = false;
        if (refusal is not null)
        {
            _errors = refusal.Errors ?? [];
            _asksPassword |= _errors.ContainsKey("password");
            if (_errors.Count > 0) toast.Warn("Could not add a passkey", "See the words beside the fields.");
            else toast.Fail("Could not add a passkey", refusal.Words);
            return;
        }

        toast.Succeed("The passkey is added");
        (_passkeyName, _passkeyPassword, _asksPassword) = (null, null, false);
        await ReloadAsync();
    }

    private async Task RemoveAsync(PasskeyView passkey)
    {
        if (!await Dialogs.AreYouSureAsync($"Remove {passkey.Name}?", "It signs nobody in any more. Your password does.", "Remove")) return;

        if (await AskAsync($"remove {passkey.Name}", token => Gateway.RemovePasskeyAsync(passkey.Id, token), _ => $"{passkey.Name} is removed") is { } account)
            _account = account;
    }
}
