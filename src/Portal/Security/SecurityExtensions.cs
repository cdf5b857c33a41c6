using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Client.Security;
using Portal.Data;
using Portal.Security.Data;

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
            .Validate(
                o => o.BootstrapApiKey is null || o.BootstrapApiKey.Length >= SecurityOptions.MinKeyLength,
                $"Portal:BootstrapApiKey must have at least {SecurityOptions.MinKeyLength} characters.")
            .Validate(
                o => o.AdminPassword is null || o.AdminPassword.Length >= PasswordPolicy.MinLength,
                $"Portal:AdminPassword must have at least {PasswordPolicy.MinLength} characters.")
            .ValidateOnStart();

        services.AddDbContext<SecurityDbContext>(Configure);
        services.AddSingleton<IDatabaseMigration, SecurityMigration>();
        services.AddIdentityCore<PortalUser>(PasswordPolicy.Apply)
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<SecurityDbContext>()
            .AddSignInManager();
        services.AddScoped<ISignInGateway, SignInGateway>();
        services.AddScoped<FirstAdministrator>();

        // The keys that sign the session cookie live with the data: a restart signs nobody out.
        services.AddDataProtection()
            .SetApplicationName("Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataDirectory, "keys")));

        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = context =>
                ApiKeyHandler.IsPresent(context.Request) ? ApiKeyHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddHttpContextAccessor();
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
        cookie.ExpireTimeSpan = TimeSpan.FromDays(7);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => IsPage(context.Request)
            ? Redirect(context)
            : Refusals.UnauthorizedAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => Refusals.ForbiddenAsync(context.HttpContext);
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>Whether a person's browser asks for a page; everything else is told in problem details.</summary>
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
