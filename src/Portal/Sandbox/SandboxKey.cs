using System.Security.Cryptography;
using System.Text;

namespace Portal.Sandbox;

/// <summary>
/// What the portal's own clients show the stand-in third parties, in place of the key a real one would have given us: random,
/// and gone with the process.
/// </summary>
internal sealed class SandboxKey
{
    private const string Scheme = "Bearer ";

    /// <summary>For <c>Authorization: Bearer {Value}</c>.</summary>
    public string Value { get; } = "sandbox-" + RandomNumberGenerator.GetHexString(48, lowercase: true);

    /// <summary>Takes the same time whatever is wrong with it.</summary>
    public bool IsIn(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization[Scheme.Length..]), Encoding.UTF8.GetBytes(Value));
}
