using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Account;
using Portal.Client.Keys;
using Portal.Client.People;
using Portal.Client.Security;
using Portal.Data;
using Portal.Security.Account;
using Portal.Security.Abilities;
using Portal.Security.Audit;
using Portal.Security.Data;
using Portal.Security.Keys;
using Portal.Security.People;
using Portal.Security.Sessions;

namespace Portal.Security;

/// <summary>
/// Who may come in: a person with the session cookie of the sign-in page, or a program with an API key. Closed by default:
/// an endpoint that says nothing needs one of the two.
/// </summary>
internal static class SecurityExtensions
{
    private const string EitherScheme = "CookieOrApiKey";

    public static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddOptions<SecurityOptions>()
            .Bind(configuration.GetSection("Portal"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidation>();

        // A context for each call: pages live longer than one should. Identity's stores take the scope's.
        services.AddDbContextFactory<SecurityDbContext>(Configure);
        services.AddSingleton<IDatabaseMigration, SecurityMigration>();
        services.AddIdentityCore<PortalUser>(PasswordPolicy.Apply)
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<SecurityDbContext>()
            .AddSignInManager();
        services.AddScoped<ISignInGateway, SignInGateway>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<ConfiguredPeople>();
        services.AddSingleton<PeopleBook>();
        services.AddSingleton<KeyBook>();
        services.AddSingleton<SessionBook>();
        services.AddSingleton<SessionDesk>();
        services.AddHostedService<KeyUse>();
        services.AddHostedService<SessionUse>();
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection(SignInOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidation>();
        services.AddSingleton<WrongPasswords>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<SignInOptions>>((passkeys, options) =>
        {
            passkeys.ServerDomain = string.IsNullOrEmpty(options.Value.PasskeyDomain) ? null : options.Value.PasskeyDomain;

            // It stands for name and password both: it has to know whose it is, and that it is them.
            passkeys.ResidentKeyRequirement = "required";
            passkeys.UserVerificationRequirement = "required";
        });
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<PeopleDesk>();
        services.AddScoped<IPeopleGateway, PeopleGateway>();
        services.AddScoped<IAccountGateway, AccountGateway>();
        services.AddScoped<ISessionGateway, SessionGateway>();
        services.AddScoped<IKeyGateway, KeyGateway>();

        // The keys that sign the session cookie live with the data: a restart signs nobody out.
        services.AddDataProtection()
            .SetApplicationName("Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataDirectory, "keys")));

        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = context =>
                ApiKeyHandler.IsPresent(context.Request) ? ApiKeyHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
        var caller = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new CallerRequirement()).Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(caller).SetFallbackPolicy(caller);
        services.AddSingleton<IAuthorizationHandler, CallerHandler>();
        services.AddSingleton<IAuthorizationHandler, AbilityHandler>();
        services.AddHttpContextAccessor();
        services.AddAudit(configuration, dataDirectory);
        return services;

        void Configure(DbContextOptionsBuilder options) => options
            .UseSqlite(SqliteFile.ConnectionString(dataDirectory, "portal"))
            .AddInterceptors(SqlitePragmas.Instance)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "portal.session";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = SessionDesk.Longest;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => IsPage(context.Request)
            ? Redirect(context)
            : Refusals.UnauthorizedAsync(context.HttpContext, EndOf(context.HttpContext) is { } ended ? SessionWords.Of(ended) : null);
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            if (!IsPage(context.Request))
                return Refusals.ForbiddenAsync(context.HttpContext);
            context.Response.StatusCode = StatusCodes.Status403Forbidden; // the page itself says it in words
            return Task.CompletedTask;
        };
    }

    /// <summary>With each request and without the database: a cookie is worth something as long as its session goes on and its person is who they were.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionBook>();
        if (sessions.IsValid(context.Principal))
        {
            sessions.Find(context.Principal)?.Seen(context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(), context.HttpContext);
            return;
        }

        var ending = sessions.Of(context.Principal!).Ending;
        context.HttpContext.Items[SessionWords.Claim] = ending;
        context.RejectPrincipal();
        if (ending == SessionEnding.SignedInAgain)
            return; // the browser has another cookie by now, which is not to be taken away
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(EndOf(context.HttpContext) is { } why
            ? QueryHelpers.AddQueryString(context.RedirectUri, "ended", WireName.Of(why))
            : context.RedirectUri);
        return Task.CompletedTask;
    }

    private static SessionEnding? EndOf(HttpContext context) => context.Items[SessionWords.Claim] as SessionEnding?;

    /// <summary>Whether a person's browser asks for a page; everything else is told in problem details.</summary>
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
