namespace Portal.Http.Idempotency;

/// <summary>On an endpoint: with the header <c>Idempotency-Key</c> it is done once, however often it is sent.</summary>
/// <param name="headersCount">Whether what the request's headers say of a message is part of its content.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IdempotentAttribute(bool headersCount = false) : Attribute
{
    public bool HeadersCount { get; } = headersCount;
}
