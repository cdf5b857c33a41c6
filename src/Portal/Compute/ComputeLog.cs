using Portal.Client.Instances;
using Portal.Compute.States;

namespace Portal.Compute;

internal static partial class ComputeLog
{
    [LoggerMessage(400, LogLevel.Information, "Instance {InstanceId}: the action asked at version {Version} is void, done or superseded")]
    public static partial void Void(ILogger logger, string instanceId, long version);

    [LoggerMessage(401, LogLevel.Information, "Instance {InstanceId}: {Outcome} of the action asked at version {Version} came late; ignored")]
    public static partial void OutcomeIgnored(ILogger logger, string instanceId, long version, InstanceOutcome outcome);

    [LoggerMessage(402, LogLevel.Information, "Instance {InstanceId}: process {Pid} has ended; now {State} ({Reason})")]
    public static partial void Ended(ILogger logger, string instanceId, int pid, InstanceState state, string? reason);

    [LoggerMessage(403, LogLevel.Warning, "Instance {InstanceId} did not end within the grace period and may not be killed; it stays stopping")]
    public static partial void StaysStopping(ILogger logger, string instanceId);

    [LoggerMessage(404, LogLevel.Information, "Instance {InstanceId}: the scheduled stop was skipped; it does not run, is protected or is gone")]
    public static partial void ScheduleSkipped(ILogger logger, string instanceId);

    [LoggerMessage(405, LogLevel.Warning, "Looking for instances failed; trying again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(409, LogLevel.Information, "Instance {InstanceId}: the scheduled start was skipped; it is not stopped, or it is gone")]
    public static partial void ScheduledStartSkipped(ILogger logger, string instanceId);

    [LoggerMessage(407, LogLevel.Warning, "Dead letter {DeadLetterId} of a command could not be noted at its instance")]
    public static partial void FailedCommandNotNoted(ILogger logger, long deadLetterId, Exception exception);

    [LoggerMessage(408, LogLevel.Warning, "Instances could not be measured; trying again")]
    public static partial void MeasuringFailed(ILogger logger, Exception exception);

    [LoggerMessage(406, LogLevel.Warning, "Watching instance {InstanceId} failed; trying again")]
    public static partial void WatchFailed(ILogger logger, string instanceId, Exception exception);
}
