using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Portal.Compute.Setup;

namespace Portal.Compute.Processes;

/// <summary>Runs the <see cref="LauncherScript"/> in a session of its own.</summary>
internal static class ProcessLauncher
{
    private const string Shell = "/bin/sh";

    // Without it the shells and tools that a workload runs would be found nowhere.
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly string? _setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>
    /// The launcher's process, which is the workload's if the launch began now. It is our child: the runtime reaps it, and
    /// knows its exit code.
    /// </summary>
    /// <exception cref="LaunchFailedException">Nothing was started.</exception>
    public static async Task<Process> RunAsync(
        LaunchOrder order, WorkloadOptions workload, LaunchFiles files, CancellationToken cancellationToken)
    {
        Process? process = null;
        try
        {
            process = Process.Start(StartInfo(order, workload, files))!;
            process.StandardInput.Close();

            // Its output ends when it becomes the workload, whose output goes to the log. Aborting here leaves it be: the launch
            // is found by its file when the message comes again.
            var words = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            if (files.Process(order.Launch) is not null)
                return process;
            await process.WaitForExitAsync(cancellationToken);
            throw process.ExitCode == LauncherScript.AlreadyBegun
                ? new LaunchFailedException(order.InstanceId, "A later request has made this launch void.")
                : new LaunchFailedException(order.InstanceId, words.Trim() is { Length: > 0 } w ? w : $"The launcher failed ({process.ExitCode}).");
        }
        catch (Exception e)
        {
            process?.Dispose();
            if (e is Win32Exception or IOException or UnauthorizedAccessException)
                throw new LaunchFailedException(order.InstanceId, $"The operating system refuses to start it: {e.Message}", e);
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(LaunchOrder order, WorkloadOptions workload, LaunchFiles files)
    {
        var info = new ProcessStartInfo(_setsid ?? Shell)
        {
            UseShellExecute = false,
            WorkingDirectory = files.Folder,

            // All three, or the runtime takes the child for one that shares our terminal.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (_setsid is not null)
            info.ArgumentList.Add(Shell);
        foreach (var argument in (string[])["-c", LauncherScript.Text, "launcher", files.Folder, order.Launch.ToString(CultureInfo.InvariantCulture)])
            info.ArgumentList.Add(argument);
        info.ArgumentList.Add(workload.Command);
        foreach (var argument in workload.Arguments)
            info.ArgumentList.Add(argument);

        // Not ours: it holds passwords and connection strings.
        var path = Environment.GetEnvironmentVariable("PATH") ?? DefaultPath;
        info.Environment.Clear();
        info.Environment["PATH"] = path;
        info.Environment["HOME"] = files.Folder;
        info.Environment["LANG"] = "C.UTF-8";
        info.Environment["INSTANCE_ID"] = order.InstanceId;
        info.Environment["INSTANCE_NAME"] = order.Name;
        foreach (var (name, value) in workload.Environment)
            info.Environment[name] = value;
        return info;
    }
}
