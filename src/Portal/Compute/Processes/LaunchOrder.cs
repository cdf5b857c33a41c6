namespace Portal.Compute.Processes;

/// <summary>One launch of an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Name">The instance's name, told to the process as <c>INSTANCE_NAME</c>.</param>
/// <param name="Workload">A name from the allow-list.</param>
/// <param name="Launch">Names this launch among those of the instance; later ones are greater.</param>
internal sealed record LaunchOrder(string InstanceId, string Name, string Workload, long Launch);
