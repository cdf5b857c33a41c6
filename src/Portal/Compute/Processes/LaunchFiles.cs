using System.Globalization;

namespace Portal.Compute.Processes;

/// <summary>
/// The folder of one instance. Each launch has a file <c>pid.{launch}</c> that its launcher makes, complete and in one step,
/// before it becomes the process. Where a launcher finds the file there already, it leaves: that is what makes a launch
/// happen once at most, even when a launcher that a killed portal left behind wakes late.
/// </summary>
internal sealed class LaunchFiles(string root, string instanceId)
{
    public string Folder { get; } = Path.Combine(root, instanceId);

    public string Log => Path.Combine(Folder, "log");

    public void Create() => Directory.CreateDirectory(Folder);

    /// <summary>Whether the launch has begun, or never will: see <see cref="Process"/>.</summary>
    public bool Exists(long launch) => File.Exists(PathOf(launch));

    /// <summary>The process of this launch, which may have ended; null when it did not begin.</summary>
    public InstanceProcess? Process(long launch)
    {
        string text;
        try
        {
            text = File.ReadAllText(PathOf(launch));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // pid start boot
        var fields = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 3
            && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var start)
            ? new InstanceProcess(pid, start, fields[2])
            : null;
    }

    /// <summary>The processes of all launches up to this one that have begun.</summary>
    public IReadOnlyList<InstanceProcess> Processes(long upTo) => [.. Launches().Where(l => l <= upTo).Select(Process).OfType<InstanceProcess>()];

    /// <summary>If the launch has not begun, it never will: the empty file is in its launcher's way.</summary>
    public void Forbid(long launch)
    {
        if (!Directory.Exists(Folder) || Exists(launch))
            return;
        try
        {
            using var file = new FileStream(PathOf(launch), FileMode.CreateNew);
        }
        catch (IOException) when (Exists(launch))
        {
            // It has just begun.
        }
    }

    /// <summary>Forgets the launches before this one, whose processes have ended.</summary>
    public void ForgetBefore(long launch)
    {
        foreach (var old in Launches().Where(l => l < launch).ToList())
        {
            if (Process(old) is not { } process || !ProcFileSystem.IsAlive(process))
                File.Delete(PathOf(old));
        }
    }

    public void Remove()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private IEnumerable<long> Launches()
    {
        if (!Directory.Exists(Folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(Folder, "pid.*"))
        {
            if (long.TryParse(Path.GetExtension(path.AsSpan())[1..], CultureInfo.InvariantCulture, out var launch))
                yield return launch;
        }
    }

    private string PathOf(long launch) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"pid.{launch}"));
}
