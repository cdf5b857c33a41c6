using Messaging;

namespace Portal.Contracts.Compute;

/// <summary>Carry out a launch or a start that Compute has accepted.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Version">The instance's version at which this was asked; a later request makes this one void.</param>
[Command("compute.start-instance.v1", queue: "compute")]
public sealed record StartInstance(string InstanceId, long Version);
