using Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Client.Instances;
using Portal.Client.Live;
using Portal.Compute;
using Portal.Compute.Instances;
using Portal.Compute.Processes;
using Portal.Compute.Setup;
using Portal.Data;
using Portal.Http.Waiting;
using Portal.Live;
using Unit.Compute.Processes;

namespace Unit.Compute.Service;

/// <summary>The Compute service alone, with a real broker, database, processes and HTTP, in a folder that outlives it.</summary>
internal sealed class ComputeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;

    private ComputeHost(WebApplication app, string directory)
    {
        _app = app;
        _directory = directory;
    }

    public IInstanceGateway Gateway => _app.Services.GetRequiredService<IInstanceGateway>();

    public IServiceProvider Services => _app.Services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ComputeHost> StartAsync(
        string directory, Action<IServiceCollection>? change = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Compute:Workloads:polite:Command"] = "/bin/sh",
            ["Compute:Workloads:polite:Arguments:0"] = "-c",
            ["Compute:Workloads:polite:Arguments:1"] = Scripts.Polite,
            ["Compute:Workloads:stubborn:Command"] = "/bin/sh",
            ["Compute:Workloads:stubborn:Arguments:0"] = "-c",
            ["Compute:Workloads:stubborn:Arguments:1"] = Scripts.Stubborn,
            ["Compute:Workloads:gone:Command"] = "no-such-command-here",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<ILiveFeed>(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddSingleton<Settling>();
        builder.Services.AddCompute(builder.Configuration, directory);
        builder.Services.AddMessaging(messaging =>
        {
            messaging.Directory = directory;
            messaging.AddCompute();
        });
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapInstances();
        foreach (var migration in app.Services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(Token);
        await app.StartAsync(Token);
        return new ComputeHost(app, directory);
    }

    public HttpClient Client() => new()
    {
        BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
    };

    public async Task<InstanceView> LaunchAsync(string workload = "polite")
    {
        var launched = await Gateway.LaunchAsync(new LaunchInstance("web-1", workload), "tester", Token);
        return await UntilAsync(launched.Value!.Id, InstanceState.Running);
    }

    public async Task<InstanceView> RequestAsync(InstanceView instance, InstanceAction action, bool force = false)
    {
        var outcome = await Gateway.RequestAsync(instance.Id, action, force, "tester", Token);
        Assert.Null(outcome.Problem);
        return outcome.Value!;
    }

    public Task<InstanceView> UntilAsync(string id, InstanceState state) => UntilAsync(id, i => i.State == state);

    public async Task<InstanceView> UntilAsync(string id, Func<InstanceView, bool> until) =>
        (await Eventually.GetAsync(() => Gateway.FindAsync(id, Token), i => i is not null && until(i)))!;

    /// <summary>Waits until the workload has printed this, so that it is past its first lines.</summary>
    public Task PrintsAsync(InstanceView instance, string text) => Eventually.TrueAsync(() =>
    {
        var path = Path.Combine(_directory, "instances", instance.Id, "log");
        return File.Exists(path) && File.ReadAllText(path).Contains(text, StringComparison.Ordinal);
    });

    /// <summary>Ends the instances that this test started, and the host.</summary>
    public async Task EndAsync()
    {
        using var provider = new ProcessProvider(
            Path.Combine(_directory, "instances"), Services.GetRequiredService<IOptions<ComputeOptions>>(), TimeProvider.System);
        await _app.StopAsync(CancellationToken.None);
        var page = await Gateway.ListAsync(new(500), CancellationToken.None);
        foreach (var instance in page.Value!.Items)
            await provider.StopAsync(instance.Id, long.MaxValue, StopMode.Kill, CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Stops the portal; the instances go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
