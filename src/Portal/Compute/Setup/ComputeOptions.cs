namespace Portal.Compute.Setup;

/// <summary>The section <c>Compute</c> of the configuration.</summary>
internal sealed class ComputeOptions
{
    public const string Section = "Compute";

    /// <summary>Prints a line each second, and ends as soon as it is asked to.</summary>
    private const string SampleScript = """
        trap 'echo "asked to stop: bye"; exit 0' TERM
        echo "$INSTANCE_NAME starts"
        n=0
        while :; do
            n=$((n + 1))
            echo "$(date) tick $n"
            sleep 1 & wait $!
        done
        """;

    /// <summary>What may be run, by name. Default: <c>sample</c>.</summary>
    public SortedDictionary<string, WorkloadOptions> Workloads { get; } = new(StringComparer.Ordinal);

    /// <summary>How long a stop waits after SIGTERM, 0 to 600 s (<c>Compute:StopGraceSeconds</c>). Default 20 s.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Whether a stop may kill what has not ended by then. Default true. Without it the instance stays <c>stopping</c> until it
    /// ends or somebody forces it. Termination always may.
    /// </summary>
    public bool KillAfterGrace { get; set; } = true;

    /// <summary>How long an instance is stopping before pages offer force, 0 to 600 s (<c>Compute:OfferForceAfterSeconds</c>). Default 10 s.</summary>
    public TimeSpan OfferForceAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How large an instance's log may grow before it is cut. Default 16 MiB.</summary>
    public long MaxLogBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Values that could not be read at all, to be reported with the others.</summary>
    public List<string> Errors { get; } = [];

    public static WorkloadOptions Sample => new() { Command = "/bin/sh", Arguments = ["-c", SampleScript] };
}
