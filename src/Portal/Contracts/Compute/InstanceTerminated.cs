using Messaging;

namespace Portal.Contracts.Compute;

/// <summary>An instance is gone for good.</summary>
[Event("compute.instance-terminated.v1", topic: "compute")]
public sealed record InstanceTerminated(string InstanceId);
