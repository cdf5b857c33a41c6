using Portal.Client.Security;

namespace Portal.Security.People;

/// <param name="Password">8 to 256 characters.</param>
internal sealed record NewPassword([property: Secret] string? Password)
{
    public override string ToString() => nameof(NewPassword);
}
