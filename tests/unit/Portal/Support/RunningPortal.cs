using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Http.Idempotency;
using Portal.Sandbox;
using Portal.Setup;

namespace Unit.Portal.Support;

/// <summary>The whole portal for programs, listening on a loopback port, with all of its services at work: no pages.</summary>
internal sealed class RunningPortal : IAsyncDisposable
{
    private const string Key = "unit-key-0123456789";
    private readonly TemporaryDirectory _directory = new();
    private readonly WebApplication _app;

    private RunningPortal(Dictionary<string, string?>? settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create("Sandbox:Enabled", (string?)"true"),
            KeyValuePair.Create("Portal:Seed", (string?)"false"),
            KeyValuePair.Create("Portal:BootstrapApiKey", (string?)Key),
            .. settings ?? [],
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddPortal(_directory.Path);
        _app = builder.Build();
        _app.UseExceptionHandler();
        _app.UseStatusCodePages();
        _app.UseRouting();
        _app.UseSandbox(); // without it a third party that is down answers all the same
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseIdempotency();
        _app.MapApi();
    }

    public HttpClient Api { get; } = new();

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningPortal> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var portal = new RunningPortal(settings);
        await portal._app.PrepareAsync();
        await portal._app.StartAsync(Token);
        portal.Api.BaseAddress = new Uri(portal._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        portal.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return portal;
    }

    /// <summary>Sends a text with a key.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string? body, string? key = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Api.SendAsync(request, Token);
    }

    public async Task<JsonElement> GetAsync(string path) => (await Api.GetFromJsonAsync<JsonElement>(path, Token)).Clone();

    public async Task PutAsync(string path, object body)
    {
        using var response = await Api.PutAsJsonAsync(path, body, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _directory.Dispose();
    }
}
