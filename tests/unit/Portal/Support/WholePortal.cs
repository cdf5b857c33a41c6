using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Setup;

namespace Unit.Portal.Support;

/// <summary>The portal's whole wiring, built and not started: for what it is made of, not for what it does.</summary>
internal sealed class WholePortal : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private WholePortal()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development, // where the container checks that nothing outlives what it holds
        });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Sandbox:Enabled", (string?)"true")]);
        builder.AddPortal(_directory.Path);
        App = builder.Build();
    }

    public WebApplication App { get; }

    public IServiceProvider Services => App.Services;

    public static WholePortal Build() => new();

    public IReadOnlyList<RouteEndpoint> Routes()
    {
        App.MapApi();
        return [.. ((IEndpointRouteBuilder)App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    /// <summary>A scope as a circuit's is, of a person with this role; null for one with none.</summary>
    public AsyncServiceScope CircuitOf(string? role)
    {
        var scope = Services.CreateAsyncScope();
        Claim[] claims = role is null ? [] : [new Claim(ClaimTypes.Role, role)];
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "somebody"), .. claims], "test"));
        var authentication = (IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(person)));
        Assert.NotEmpty(scope.ServiceProvider.GetServices<CircuitHandler>()); // as the circuit's factory does before the first component
        return scope;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _directory.Dispose();
    }
}
