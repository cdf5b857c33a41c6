namespace Portal.Operations.Queues;

/// <param name="Delay">Seconds until it is delivered again; default 0.</param>
internal sealed record NackRequest(double? Delay);
