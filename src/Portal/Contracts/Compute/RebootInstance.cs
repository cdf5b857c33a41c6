using Messaging;

namespace Portal.Contracts.Compute;

/// <summary>Carry out a reboot that Compute has accepted.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Version">The instance's version at which this was asked; a later request makes this one void.</param>
[Command("compute.reboot-instance.v1", queue: "compute")]
public sealed record RebootInstance(string InstanceId, long Version);
