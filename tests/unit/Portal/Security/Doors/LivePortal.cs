using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Setup;
using Unit.Portal.Support;

namespace Unit.Portal.Security.Doors;

/// <summary>The whole portal, listening on a loopback port inside the test's process, so that its routes can be both listed and called.</summary>
internal sealed class LivePortal : IAsyncDisposable
{
    public const string Password = "unit-test-password";
    public const string BootstrapKey = "unit-key-0123456789abcdef";

    private readonly TemporaryDirectory _directory = new();
    private readonly WebApplication _app;

    private LivePortal(Dictionary<string, string?>? settings, string urls)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Portal", // whose static files it serves
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sandbox:Enabled"] = "true",
            ["Portal:Limits:SignInsPerMinute"] = "10000",
            ["Portal:BootstrapApiKey"] = BootstrapKey,
            ["Portal:AdminPassword"] = Password,
            ["Portal:People:0:Name"] = "viewer",
            ["Portal:People:0:Password"] = Password,
            ["Portal:People:0:Role"] = "viewer",
            ["Portal:People:1:Name"] = "operator",
            ["Portal:People:1:Password"] = Password,
            ["Portal:People:1:Role"] = "operator",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseUrls(urls);
        builder.AddPortal(_directory.Path);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        _app = builder.Build();
    }

    public ShiftedTime Time { get; } = new();

    /// <summary>Where it listens; the first of several.</summary>
    public Uri Url { get; private set; } = null!;

    public IReadOnlyList<Uri> Urls { get; private set; } = [];

    /// <param name="settings">Besides the usual ones, or instead of them.</param>
    /// <param name="urls">Where it listens.</param>
    public static async Task<LivePortal> StartAsync(Dictionary<string, string?>? settings = null, string urls = "http://127.0.0.1:0")
    {
        var portal = new LivePortal(settings, urls);
        await portal._app.PrepareAsync();
        portal._app.MapPortal();
        await portal._app.StartAsync();
        portal.Urls = [.. portal._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        portal.Url = portal.Urls[0];
        return portal;
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>Every route there is: pages, calls, hubs; not the static files.</summary>
    public IReadOnlyList<RouteEndpoint> Routes() =>
    [
        .. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText?.TrimStart('/') is not ({ } path) || !(path.StartsWith("_content/", StringComparison.Ordinal) || path.StartsWith("Portal", StringComparison.Ordinal))),
    ];

    /// <summary>Follows no redirect, keeps no cookie: what is sent is what the test says.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Url };

    public HttpClient WithKey(string key)
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Signs in as a person does, by the form.</summary>
    /// <param name="person">Their name.</param>
    /// <param name="browser">Somebody who has signed in before, in whose browser it is.</param>
    public async Task<HttpClient> AsAsync(string person, HttpClient? browser = null)
    {
        using var stranger = Client();
        var before = browser?.DefaultRequestHeaders.GetValues("Cookie") ?? [];
        using var form = await (browser ?? stranger).GetAsync("/sign-in"); // its token is of who asks for it
        var page = await form.Content.ReadAsStringAsync();
        var token = page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = token,
                ["Form.Name"] = person,
                ["Form.Password"] = Password,
            }),
            Headers = { { "Cookie", string.Join("; ", before.Prepend(Cookies(form))) } },
        };
        using var answer = await stranger.SendAsync(request);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Found, $"{person} is not signed in: {(int)answer.StatusCode}\n{await answer.Content.ReadAsStringAsync()}");
        var client = Client();
        client.DefaultRequestHeaders.Add("Cookie", Cookies(answer).Split("; ").Single(cookie => cookie.StartsWith("portal.session=", StringComparison.Ordinal)));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Dispose();
    }

    private static string Cookies(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
}
