using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Security.Keys;

namespace Portal.Security;

/// <summary>Recognises <c>Authorization: Bearer &lt;api key&gt;</c>, and refuses as RFC 6750 says.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    KeyBook keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Prefix = "Bearer ";
    private static readonly Task<AuthenticateResult> _nothing = Task.FromResult(AuthenticateResult.NoResult());

    public static bool IsPresent(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    // What is open to strangers may have keys of its own, as the sandbox has.
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        !IsPresent(Request) || Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? _nothing
            : keys.Recognise(Request.Headers.Authorization.ToString().AsSpan(Prefix.Length).Trim(), Context);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var why = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        Response.Headers.WWWAuthenticate = why is null ? "Bearer" : $"Bearer error=\"invalid_token\", error_description=\"{why}\"";
        await Refusals.UnauthorizedAsync(Context, why);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Refusals.Lacking(Context) is { } lacking)
            Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{WireName.Of(lacking)}\"";
        return Refusals.ForbiddenAsync(Context);
    }
}
