namespace Portal.Operations.Queues;

/// <param name="Lease">Seconds from now; default 30.</param>
internal sealed record RenewRequest(double? Lease);
