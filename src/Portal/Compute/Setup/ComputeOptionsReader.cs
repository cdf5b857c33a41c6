using System.Globalization;

namespace Portal.Compute.Setup;

/// <summary>
/// Reads the section by hand, because the binder throws at the first value it cannot convert, and a start that fails should
/// name every one.
/// </summary>
internal static class ComputeOptionsReader
{
    public static void Read(IConfigurationSection section, ComputeOptions options)
    {
        foreach (var workload in section.GetSection(nameof(options.Workloads)).GetChildren())
        {
            options.Workloads[workload.Key] = new WorkloadOptions
            {
                Command = workload[nameof(WorkloadOptions.Command)] ?? "",
                Arguments = [.. workload.GetSection(nameof(WorkloadOptions.Arguments)).GetChildren().Select(a => a.Value ?? "")],
                Environment = workload.GetSection(nameof(WorkloadOptions.Environment)).GetChildren()
                    .ToDictionary(v => v.Key, v => v.Value ?? "", StringComparer.Ordinal),
            };
        }

        if (options.Workloads.Count == 0)
            options.Workloads["sample"] = ComputeOptions.Sample;

        ReadSeconds(section, "StopGraceSeconds", options, value => options.StopGrace = value);
        ReadSeconds(section, "OfferForceAfterSeconds", options, value => options.OfferForceAfter = value);

        if (section[nameof(options.KillAfterGrace)] is { } kill)
        {
            if (bool.TryParse(kill, out var allowed))
                options.KillAfterGrace = allowed;
            else
                options.Errors.Add($"Compute:KillAfterGrace must be true or false, not '{kill}'.");
        }

        if (section[nameof(options.MaxLogBytes)] is { } length)
        {
            if (long.TryParse(length, NumberStyles.Integer, CultureInfo.InvariantCulture, out var bytes) && bytes >= 1024)
                options.MaxLogBytes = bytes;
            else
                options.Errors.Add($"Compute:MaxLogBytes must be a whole number of at least 1024, not '{length}'.");
        }
    }

    private static void ReadSeconds(IConfigurationSection section, string key, ComputeOptions options, Action<TimeSpan> set)
    {
        if (section[key] is not { } text)
            return;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 600)
            set(TimeSpan.FromSeconds(seconds));
        else
            options.Errors.Add($"Compute:{key} must be a number from 0 to 600, not '{text}'.");
    }
}
