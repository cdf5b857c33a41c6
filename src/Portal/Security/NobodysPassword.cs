using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portal.Security.Data;

namespace Portal.Security;

/// <summary>What is compared with where there is no password: a name that nobody has takes as long to refuse as one that somebody has.</summary>
internal sealed class NobodysPassword
{
    private readonly PasswordHasher<PortalUser> _hasher = new();
    private readonly PortalUser _nobody = new();
    private readonly string _hash;

    public NobodysPassword() => _hash = _hasher.HashPassword(_nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Always false.</summary>
    public bool Verify(string password) => _hasher.VerifyHashedPassword(_nobody, _hash, password) is PasswordVerificationResult.Success;
}
