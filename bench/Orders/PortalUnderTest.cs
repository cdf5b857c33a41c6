using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Bench.Orders;

/// <summary>A portal as a process of its own, in Production, with the sandbox and the seed, on a free loopback port.</summary>
internal sealed class PortalUnderTest : IAsyncDisposable
{
    public const string ApiKey = "bench-key-0123456789abcdef";
    private static readonly TimeSpan _startTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private PortalUnderTest(Process process, string dataDirectory, HttpClient api)
    {
        _process = process;
        DataDirectory = dataDirectory;
        Api = api;
    }

    public int Id => _process.Id;

    public string DataDirectory { get; }

    public HttpClient Api { get; }

    /// <summary>Processor time of the process until now, in user and in system mode.</summary>
    public TimeSpan Cpu => ProcessCpu.Of(Id);

    /// <param name="directory">Its data is below it, in <c>portal</c>.</param>
    /// <param name="settings">More of its environment.</param>
    public static async Task<PortalUnderTest> StartAsync(string directory, IReadOnlyDictionary<string, string>? settings = null)
    {
        var data = Path.Combine(directory, "portal");
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
            ArgumentList = { Program(), "--urls", url },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Portal__DataDirectory"] = data,
                ["Portal__BootstrapApiKey"] = ApiKey,
                ["Portal__Seed"] = "true",
                ["Sandbox__Enabled"] = "true",
            },
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += static (_, _) => { }; // read, so that it never waits for us
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var api = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        var portal = new PortalUnderTest(process, data, api);
        await portal.UntilReadyAsync();
        return portal;
    }

    /// <summary>Changes with every build of the portal and of what it is made of.</summary>
    public static string ProgramVersion =>
        string.Join('-', Directory.GetFiles(Path.GetDirectoryName(Program())!, "*.dll").Where(file => Path.GetFileName(file) is "Portal.dll" or "Messaging.dll")
            .Order(StringComparer.Ordinal).Select(file => new FileInfo(file)).Select(file => $"{file.Length:x}{file.LastWriteTimeUtc.Ticks:x}"));

    /// <summary>SIGTERM, and waits until it has ended: everything is in its files.</summary>
    public Task StopAsync()
    {
        Signals.Terminate(Id);
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        EndInstances();
    }

    /// <summary>Instances outlive their portal by design, so who started some has to end them: what works in a folder of the data.</summary>
    private void EndInstances()
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (WorkingFolder(process.Id)?.StartsWith(DataDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true)
                    process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Null where there is no such thing to be read: another's process, one that has ended, or another system than Linux.</summary>
    private static string? WorkingFolder(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task UntilReadyAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > _startTime)
                throw new InvalidOperationException("The portal did not start.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Api.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>As the build of this bench left it.</summary>
    private static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
                return Path.Combine(folder.FullName, "src", "Portal", "bin", "Release", "net10.0", "Portal.dll");
        }

        throw new InvalidOperationException("The bench does not run inside the repository.");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
