using Messaging;

namespace Portal.Contracts.Compute;

/// <summary>Carry out a stop that Compute has accepted.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Version">The instance's version at which this was asked; a later request makes this one void.</param>
/// <param name="Force">Kill at once instead of asking first.</param>
[Command("compute.stop-instance.v1", queue: "compute")]
public sealed record StopInstance(string InstanceId, long Version, bool Force = false);
