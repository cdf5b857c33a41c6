using Portal.Client.Instances;
using Portal.Compute.Processes;
using Portal.Compute.States;

namespace Portal.Compute.Data;

/// <summary>An instance as it is stored.</summary>
internal sealed class Instance
{
    /// <summary>The start time of one that does not run: it sorts after all others.</summary>
    public const long NotStarted = long.MaxValue;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Workload { get; init; }

    public required long CreatedAt { get; init; }

    public long UpdatedAt { get; private set; }

    public InstanceState State { get; private set; }

    public long Version { get; private set; }

    public long AskedVersion { get; private set; }

    public long LaunchVersion { get; private set; }

    public bool Rebooting { get; private set; }

    public string? ReasonCode { get; private set; }

    public string? ReasonMessage { get; private set; }

    public bool IsProtected { get; private set; }

    public int? Pid { get; private set; }

    public long? ProcessStartTime { get; private set; }

    public string? BootId { get; private set; }

    public long StateSince { get; private set; }

    public long StartedAt { get; private set; } = NotStarted;

    /// <summary>What has become of the command for the action under way, when it could not be handled.</summary>
    public string? DeadLetter { get; private set; }

    public StateReason? Reason => ReasonCode is null ? null : new StateReason(ReasonCode, ReasonMessage ?? "");

    public Lifecycle Lifecycle => new(State, Version, AskedVersion, LaunchVersion, Rebooting, Reason, DeadLetter is not null);

    /// <summary>The process that was last seen to be this instance; null once it has stopped.</summary>
    public InstanceProcess? Process =>
        Pid is { } pid && ProcessStartTime is { } start && BootId is { } boot ? new InstanceProcess(pid, start, boot) : null;

    public void Become(Lifecycle next, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        if (State != next.State || Version == 0)
            StateSince = at;
        if (AskedVersion != next.AskedVersion || !next.IsUnderWay)
            DeadLetter = null;
        (State, Version, AskedVersion, LaunchVersion, Rebooting) =
            (next.State, next.Version, next.AskedVersion, next.LaunchVersion, next.Rebooting);
        (ReasonCode, ReasonMessage) = (next.Reason?.Code, next.Reason?.Message);
        if (State is InstanceState.Stopped or InstanceState.Terminated)
            RunsAs(null, now);
        UpdatedAt = at;
    }

    public void RunsAs(InstanceProcess? process, DateTimeOffset now)
    {
        (Pid, ProcessStartTime, BootId) = (process?.Pid, process?.StartTime, process?.BootId);
        StartedAt = process is null ? NotStarted : now.ToUnixTimeMilliseconds();
    }

    /// <summary>A change for viewers, but not of the state: an action under way stays the latest one.</summary>
    public void Protect(bool isProtected, DateTimeOffset now)
    {
        IsProtected = isProtected;
        Version++;
        UpdatedAt = now.ToUnixTimeMilliseconds();
    }

    /// <summary>The command for the action under way is, or no longer is, this dead letter.</summary>
    public void CommandIs(string? deadLetter, DateTimeOffset now)
    {
        DeadLetter = deadLetter;
        Version++;
        UpdatedAt = now.ToUnixTimeMilliseconds();
    }

    public InstanceView ToView() => new(
        Id,
        Name,
        Workload,
        State,
        (int)State,
        Reason,
        Version,
        Pid,
        DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
        IsProtected,
        DateTimeOffset.FromUnixTimeMilliseconds(StateSince),
        StartedAt == NotStarted ? null : DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        DeadLetter);
}
