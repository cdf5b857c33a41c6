using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Keys;
using Portal.Data;
using Portal.Security;
using Portal.Security.Abilities;
using Portal.Security.Data;
using Portal.Security.Keys;
using Portal.Security.People;
using Portal.Security.Sessions;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

/// <summary>People and keys on a real <c>portal.db</c>, with the wiring of the portal and a clock of the test's, without the portal around them.</summary>
internal sealed class SecurityDesk : IAsyncDisposable
{
    public const string BootstrapKey = "bootstrap-0123456789";
    public const string Password = "password-of-all";

    private readonly ServiceProvider _services;

    private SecurityDesk(string directory, TimeProvider time)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:BootstrapApiKey"] = BootstrapKey,
            ["Portal:AdminPassword"] = Password,
            ["Portal:People:0:Name"] = "olga",
            ["Portal:People:0:Password"] = Password,
            ["Portal:People:0:Role"] = "operator",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSecurity(configuration, directory);
        services.GuardGateways();
        services.AddScoped<AuthenticationStateProvider, Somebody>();
        services.AddSingleton<KeyUse>();
        services.AddSingleton<SessionUse>();
        _services = services.BuildServiceProvider();
    }

    public KeyBook Keys => Get<KeyBook>();

    public PeopleBook People => Get<PeopleBook>();

    public static async Task<SecurityDesk> OpenAsync(TemporaryDirectory directory, TimeProvider? time = null)
    {
        var desk = new SecurityDesk(directory.Path, time ?? TimeProvider.System);
        foreach (var migration in desk._services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(CancellationToken.None);
        await using var scope = desk._services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().EnsureAsync();
        await scope.ServiceProvider.GetRequiredService<ConfiguredPeople>().EnsureAsync();
        await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().RestoreAsync();
        await desk.People.LoadAsync(CancellationToken.None);
        await desk.Keys.LoadAsync(CancellationToken.None);
        await desk.Get<SessionDesk>().LoadAsync(CancellationToken.None);
        return desk;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The gateway as a person's page has it.</summary>
    public TGateway As<TGateway>(string name)
        where TGateway : notnull
    {
        var person = People.FindByName(name)!;
        return As<TGateway>(new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id), new Claim(ClaimTypes.Name, person.Name), new Claim(ClaimTypes.Role, person.Role),
                new Claim("AspNet.Identity.SecurityStamp", person.Stamp),
            ],
            "test")));
    }

    /// <summary>Signs in as the sign-in page does, and answers with who its cookie says it is.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(string name, string userAgent = "curl/8.5.0")
    {
        await using var db = await DatabaseAsync();
        var user = await db.Users.SingleAsync(user => user.UserName == name);
        var session = await Get<SessionDesk>().BeginAsync(
            user, new DefaultHttpContext { Connection = { RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.7") }, Request = { Headers = { UserAgent = userAgent } } });
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, People.FindByName(name)!.Role),
                new Claim("AspNet.Identity.SecurityStamp", user.SecurityStamp!), new Claim(SessionBook.Claim, session!),
            ],
            "test"));
    }

    /// <summary>The gateway as this caller has it; the scope ends with the desk.</summary>
    public TGateway As<TGateway>(ClaimsPrincipal caller)
        where TGateway : notnull
    {
        var scope = _services.CreateScope().ServiceProvider;
        var somebody = scope.GetRequiredService<AuthenticationStateProvider>();
        ((Somebody)somebody).Caller = caller;
        scope.GetRequiredService<CurrentPerson>().IsIn(somebody);
        return scope.GetRequiredService<TGateway>();
    }

    /// <summary>What becomes of a text that is sent as a key: the caller, or the words of the refusal.</summary>
    public (ClaimsPrincipal? Caller, string? Refusal) Send(string text)
    {
        var answer = Keys.Recognise(text, new DefaultHttpContext { Connection = { RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.7") } }).Result;
        return (answer.Principal, answer.Failure?.Message);
    }

    public async Task<MadeKey> MakeKeyAsync(string owner, params string[] scopes) =>
        (await As<IKeyGateway>(owner).MakeAsync(new MakeKey("key of " + owner, scopes), CancellationToken.None)).Value!;

    public async Task<SecurityDbContext> DatabaseAsync() => await Get<IDbContextFactory<SecurityDbContext>>().CreateDbContextAsync();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Somebody : AuthenticationStateProvider
    {
        public ClaimsPrincipal Caller { get; set; } = new();

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(Caller));
    }
}
