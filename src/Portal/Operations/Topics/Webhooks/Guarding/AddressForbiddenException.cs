namespace Portal.Operations.Topics.Webhooks.Guarding;

/// <summary>A name leads only to addresses that must not be called.</summary>
internal sealed class AddressForbiddenException(string host) : Exception($"'{host}' leads to an address that may not be called.")
{
    public string Host { get; } = host;
}
