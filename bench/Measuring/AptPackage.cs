using System.Diagnostics;

namespace Bench;

/// <summary>Sees to it that a program of the system is there.</summary>
internal static class AptPackage
{
    private static readonly TimeSpan _atMost = TimeSpan.FromMinutes(8);

    /// <exception cref="NotSupportedException">It is not there, and cannot be installed here.</exception>
    public static async Task EnsureAsync(string program, string package)
    {
        if (File.Exists(program))
            return;
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            throw new NotSupportedException($"{program} is not here: install the package {package}.");
        Console.WriteLine("installing " + package);
        await AptAsync("update", "-qq");
        await AptAsync("install", "-qq", "-y", "--no-install-recommends", package);
    }

    private static async Task AptAsync(params string[] arguments)
    {
        using var apt = Process.Start(new ProcessStartInfo("apt-get", arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        await apt.WaitForExitAsync().WaitAsync(_atMost, TimeProvider.System);
        if (apt.ExitCode != 0)
            throw new NotSupportedException($"apt-get {string.Join(' ', arguments)} ended with {apt.ExitCode}.");
    }
}
