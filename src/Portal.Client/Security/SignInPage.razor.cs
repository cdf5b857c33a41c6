using Microsoft.AspNetCore.Components;

namespace Portal.Client.Security;

/// <summary>A static page: the session cookie needs an HTTP response, which a circuit has not.</summary>
public partial class SignInPage
{
    private string[]? _nameErrors;
    private string[]? _passwordErrors;
    private string? _refusal;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private Credentials Form { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private ISignInGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnInitialized() => Form ??= new Credentials();

    private async Task SubmitAsync()
    {
        _nameErrors = string.IsNullOrWhiteSpace(Form.Name) ? ["Enter your name."] : null;
        _passwordErrors = string.IsNullOrEmpty(Form.Password) ? ["Enter your password."] : null;
        if (_nameErrors is not null || _passwordErrors is not null) return;

        switch (await Gateway.SignInAsync(Form.Name!.Trim(), Form.Password!, CancellationToken.None))
        {
            case SignInResult.SignedIn:
                Navigation.NavigateTo(LocalReturnUrl.Or(ReturnUrl, Navigation.BaseUri));
                break;
            case SignInResult.LockedOut:
                _refusal = "Too many wrong passwords. Try again in some minutes.";
                break;
            default:
                _refusal = "Name or password is wrong.";
                break;
        }
    }

    private sealed class Credentials
    {
        public string? Name { get; set; }

        public string? Password { get; set; }
    }
}
