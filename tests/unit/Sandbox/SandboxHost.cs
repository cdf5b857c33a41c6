using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Sandbox;

namespace Unit.Sandbox;

/// <summary>The third parties alone, over real HTTP and on a real file.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxHost(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address) };
        Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", app.Services.GetRequiredService<SandboxKey>().Value);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Client { get; }

    public static async Task<SandboxHost> StartAsync(string directory, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSandbox(builder.Configuration, directory, enabledByDefault: true);
        var app = builder.Build();
        app.UseRouting();
        app.UseSandbox();
        app.MapSandbox();
        await app.StartAsync(Token);
        return new SandboxHost(app);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return Client.SendAsync(request, Token);
    }

    public async Task<JsonArray> ItemsAsync(string path) =>
        (await Client.GetFromJsonAsync<JsonObject>(path, Token))!["items"]!.AsArray();

    public async Task BehaveAsync(string party, object behaviour)
    {
        using var response = await Client.PutAsJsonAsync($"/api/sandbox/{party}", behaviour, Token);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
