using Messaging;

namespace Portal.Contracts.Compute;

/// <summary>
/// A schedule asks Compute to stop an instance. Unlike <see cref="StopInstance"/> nothing is accepted yet: an instance that
/// does not run, or is protected, is left as it is.
/// </summary>
[Command("compute.stop-instance-as-scheduled.v1", queue: "compute")]
public sealed record StopInstanceAsScheduled(string InstanceId);
