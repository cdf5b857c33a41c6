namespace Portal.Sandbox;

/// <summary>The same idempotency key came with another request.</summary>
internal sealed class KeyReusedException(string key) : Exception($"The key '{key}' was used for another request.")
{
    public string Key { get; } = key;
}
