using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace E2E.Support;

/// <summary>
/// A real portal: the built program as a process of its own, on a free loopback port and a data directory of its own. It can
/// be killed and started again on the same data.
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    public const string ApiKey = "e2e-key-0123456789abcdef";
    public const string AdminPassword = "e2e-admin-password";

    /// <summary>Of the people <c>viewer</c> and <c>operator</c>, who have the roles of these names.</summary>
    public const string PersonPassword = "e2e-person-password";

    private readonly StringBuilder _log = new();
    private readonly Dictionary<string, string> _settings;
    private Process? _process;

    private PortalProcess(Dictionary<string, string>? settings)
    {
        _settings = settings ?? [];
        DataDirectory = Directory.CreateTempSubdirectory("portal-e2e-").FullName;
        Url = $"http://127.0.0.1:{Loopback.FreePort()}";
        Api = new HttpClient { BaseAddress = new Uri(Url), Timeout = Until.Deadline };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public string DataDirectory { get; }

    public string Url { get; }

    public int Id => _process!.Id;

    /// <summary>Calls the portal with an API key that may do everything.</summary>
    public HttpClient Api { get; }

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public static async Task<PortalProcess> StartAsync(Dictionary<string, string>? settings = null)
    {
        var portal = new PortalProcess(settings);
        await portal.StartAgainAsync();
        return portal;
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataDirectory,
            ArgumentList = { RepositoryFiles.PortalProgram, "--urls", Url },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ReloadStaticAssetsAtRuntime"] = "false", // a browser may keep them, as it may in production
                ["Portal__DataDirectory"] = Path.Combine(DataDirectory, "data"),
                ["Portal__BootstrapApiKey"] = ApiKey,
                ["Portal__AdminPassword"] = AdminPassword,
                ["Compute__OfferForceAfterSeconds"] = "2",
                ["Portal__People__0__Name"] = "viewer",
                ["Portal__People__0__Password"] = PersonPassword,
                ["Portal__People__0__Role"] = "viewer",
                ["Portal__People__1__Name"] = "operator",
                ["Portal__People__1__Password"] = PersonPassword,
                ["Portal__People__1__Role"] = "operator",
            },
        };
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Until.TrueAsync(IsReadyAsync, () => "the portal is ready\n" + Log);
    }

    /// <summary>kill -9: no handler, no flush, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await TerminateInstancesAsync();
            await KillAsync();
        }

        _process?.Dispose();
        Api.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>Instances outlive their portal by design, so a test that started some has to end them.</summary>
    private async Task TerminateInstancesAsync()
    {
        try
        {
            foreach (var instance in (await Api.GetJsonAsync("/api/instances")).GetProperty("items").EnumerateArray())
            {
                if (instance.Text("state") == "terminated")
                    continue;
                var id = instance.Text("id");
                await Api.PutJsonAsync($"/api/instances/{id}/protection", new { @protected = false });
                await Api.PostAsync($"/api/instances/{id}/terminate", null);
            }

            await Until.TrueAsync(
                async () => (await Api.GetJsonAsync("/api/instances")).GetProperty("items").EnumerateArray().All(i => i.Text("state") == "terminated"),
                () => "all instances are terminated");
        }
        catch (HttpRequestException)
        {
            // The portal is gone already; so are the instances of tests that did not start any.
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException("The portal ended by itself:\n" + Log);
        try
        {
            using var response = await Api.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
    }
}
