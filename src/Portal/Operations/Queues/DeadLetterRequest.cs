namespace Portal.Operations.Queues;

/// <param name="Reason">1 to 200 characters.</param>
internal sealed record DeadLetterRequest(string? Reason);
