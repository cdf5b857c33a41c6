namespace Portal.Compute.Instances;

/// <summary>The body, which may be absent, of <c>POST /api/instances/{id}/stop</c>.</summary>
/// <param name="Force">Kill at once instead of asking first; also allowed while the instance is stopping already.</param>
internal sealed record StopRequest(bool? Force);
