using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Client.Contracts;
using Portal.Client.Live;

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

    /// <summary>Why the session before is over.</summary>
    [SupplyParameterFromQuery]
    private string? Ended { get; set; }

    [Inject]
    private ISignInGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<SignInPage> Logger { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Request { get; set; } = null!;

    protected override void OnInitialized()
    {
        Form ??= new Credentials();

        // A page that was open in the browser before: it comes back as whoever has signed in since.
        if (WireName.Parse<SessionEnding>(Ended) is SessionEnding.SignedInAgain && Request.User.Identity?.IsAuthenticated == true && HttpMethods.IsGet(Request.Request.Method))
            Navigation.NavigateTo(LocalReturnUrl.Or(ReturnUrl, Navigation.BaseUri));
    }

    private async Task SubmitAsync()
    {
        _nameErrors = string.IsNullOrWhiteSpace(Form.Name) ? ["Enter your name."] : null;
        _passwordErrors = string.IsNullOrEmpty(Form.Password) ? ["Enter your password."] : null;
        if (_nameErrors is not null || _passwordErrors is not null) return;

        switch (await AskAsync(Form.Name!.Trim(), Form.Password!))
        {
            case null:
                _refusal = $"{ProblemWords.Unexpected.Title}. {ProblemWords.Of(ProblemWords.Unexpected)}";
                break;
            case SignInResult.SignedIn:
                Navigation.NavigateTo(LocalReturnUrl.Or(ReturnUrl, Navigation.BaseUri));
                break;
            case SignInResult.LockedOut:
                _refusal = "Too many wrong passwords: this name is locked for some minutes. Wait, or ask an administrator to unlock it. A passkey signs in all the same.";
                break;
            case SignInResult.Disabled:
                _refusal = "This account is disabled. Ask an administrator.";
                break;
            default:
                _refusal = "Name or password is wrong.";
                break;
        }
    }

    /// <summary>Null when nobody can be signed in now; why is in the log.</summary>
    private async Task<SignInResult?> AskAsync(string name, string password)
    {
        try
        {
            return await Gateway.SignInAsync(name, password, CancellationToken.None);
        }
        catch (Exception exception) // any failure of a gateway is shown, beside the form that can be sent again
        {
            ClientLog.AskFailed(Logger, exception, "sign in");
            return null;
        }
    }

    private sealed class Credentials
    {
        public string? Name { get; set; }

        public string? Password { get; set; }
    }
}
