using Messaging;

namespace Portal.Contracts.Compute;

/// <summary>A schedule asks Compute to start an instance; one that is not stopped is left as it is.</summary>
[Command("compute.start-instance-as-scheduled.v1", queue: "compute")]
public sealed record StartInstanceAsScheduled(string InstanceId);
