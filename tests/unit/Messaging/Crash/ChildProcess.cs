using System.Diagnostics;
using System.Globalization;
using Unit.Support;

namespace Unit.Messaging.Crash;

/// <summary>Starts a <see cref="CrashChild"/>.</summary>
internal static class ChildProcess
{
    public const int Killed = 137; // 128 + SIGKILL

    public static Process Start(string kind, TempDirectory directory, string place = "", int hits = 0)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet");
        foreach (var argument in new[]
        {
            typeof(CrashChild).Assembly.Location, CrashChild.Argument, kind, directory.Path, place, hits.ToString(CultureInfo.InvariantCulture),
        })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
