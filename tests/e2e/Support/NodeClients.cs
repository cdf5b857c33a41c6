using System.Diagnostics;

namespace E2E.Support;

/// <summary>
/// Clients from npm, run by Node. test.sh installs them into artifacts/clients by the lock file; where Node is missing, the tests that need
/// them are skipped, and say so.
/// </summary>
internal static class NodeClients
{
    private static readonly string _sources = Path.Combine(RepositoryFiles.Root, "tests", "e2e", "clients");

    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "artifacts", "clients");

    /// <summary>Skips the test when there is no Node, or nothing is installed.</summary>
    public static void Need()
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "Skipped: the clients from npm (@microsoft/signalr, openapi-typescript, openapi-fetch) are not installed. It takes Node, and test.sh, which runs npm ci.");
        foreach (var source in Directory.GetFiles(_sources).Where(file => Path.GetExtension(file) is ".mjs" or ".ts" || Path.GetFileName(file) == "tsconfig.json"))
            File.Copy(source, Path.Combine(Folder, Path.GetFileName(source)), overwrite: true);
    }

    /// <summary>Runs a program with arguments, and answers with what it printed.</summary>
    public static Task<string> NodeAsync(params string[] arguments) => RunAsync("node", Folder, null, arguments);

    public static async Task<string> RunAsync(string program, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(90));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{await output}\n{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
