using Portal.Client.Instances;
using Portal.Compute.Processes;
using Portal.Compute.States;

namespace Portal.Compute.Data;

/// <summary>An instance as it is stored.</summary>
internal sealed class Instance
{
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

    public StateReason? Reason => ReasonCode is null ? null : new StateReason(ReasonCode, ReasonMessage ?? "");

    public Lifecycle Lifecycle => new(State, Version, AskedVersion, LaunchVersion, Rebooting, Reason);

    /// <summary>The process that was last seen to be this instance; null once it has stopped.</summary>
    public InstanceProcess? Process =>
        Pid is { } pid && ProcessStartTime is { } start && BootId is { } boot ? new InstanceProcess(pid, start, boot) : null;

    public void Become(Lifecycle next, DateTimeOffset now)
    {
        (State, Version, AskedVersion, LaunchVersion, Rebooting) =
            (next.State, next.Version, next.AskedVersion, next.LaunchVersion, next.Rebooting);
        (ReasonCode, ReasonMessage) = (next.Reason?.Code, next.Reason?.Message);
        if (State is InstanceState.Stopped or InstanceState.Terminated)
            RunsAs(null);
        UpdatedAt = now.ToUnixTimeMilliseconds();
    }

    public void RunsAs(InstanceProcess? process) =>
        (Pid, ProcessStartTime, BootId) = (process?.Pid, process?.StartTime, process?.BootId);

    /// <summary>A change for viewers, but not of the state: an action under way stays the latest one.</summary>
    public void Protect(bool isProtected, DateTimeOffset now)
    {
        IsProtected = isProtected;
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
        IsProtected);
}
