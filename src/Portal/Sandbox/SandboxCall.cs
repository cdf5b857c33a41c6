namespace Portal.Sandbox;

/// <summary>Something that a third party is asked to do, and must not do twice for the same key.</summary>
/// <param name="Party"><c>payments</c> or the name of a carrier.</param>
/// <param name="Kind"><c>charge</c>, <c>refund</c> or <c>label</c>.</param>
/// <param name="Key">The <c>Idempotency-Key</c>; without one every call is a new one.</param>
/// <param name="Reference">The caller's own name for what it is about.</param>
/// <param name="Request">The request as text: the same key with another request is a mistake of the caller.</param>
internal sealed record SandboxCall(string Party, string Kind, string? Key, string Reference, string Request);
