using System.Diagnostics;

namespace Bench;

/// <summary>Sees to it that there is a server to start.</summary>
internal static class RabbitInstall
{
    private static readonly TimeSpan _atMost = TimeSpan.FromMinutes(8);

    /// <exception cref="NotSupportedException">There is none, and it cannot be installed here.</exception>
    public static async Task EnsureAsync()
    {
        if (File.Exists(RabbitSettings.Server))
            return;
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            throw new NotSupportedException($"{RabbitSettings.Server} is not here: install the package rabbitmq-server.");
        Console.WriteLine("installing rabbitmq-server");
        await AptAsync("update", "-qq");
        await AptAsync("install", "-qq", "-y", "--no-install-recommends", "rabbitmq-server");
    }

    private static async Task AptAsync(params string[] arguments)
    {
        using var apt = Process.Start(new ProcessStartInfo("apt-get", arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        await apt.WaitForExitAsync().WaitAsync(_atMost, TimeProvider.System);
        if (apt.ExitCode != 0)
            throw new NotSupportedException($"apt-get {string.Join(' ', arguments)} ended with {apt.ExitCode}.");
    }
}
