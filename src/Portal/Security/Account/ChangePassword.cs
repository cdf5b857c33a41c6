using Portal.Client.Security;

namespace Portal.Security.Account;

/// <param name="OldPassword">The one in force.</param>
/// <param name="NewPassword">The new one, 8 to 256 characters.</param>
internal sealed record ChangePassword([property: Secret] string? OldPassword, [property: Secret] string? NewPassword)
{
    public override string ToString() => nameof(ChangePassword);
}
