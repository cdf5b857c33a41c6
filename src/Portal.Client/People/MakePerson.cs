using Portal.Client.Security;

namespace Portal.Client.People;

/// <param name="Name">1 to 64 letters, digits and <c>-._@+</c>.</param>
/// <param name="Password">8 to 256 characters.</param>
/// <param name="Role"><c>viewer</c>, <c>operator</c> or <c>administrator</c>.</param>
public sealed record MakePerson(string? Name, [property: Secret] string? Password, string? Role)
{
    /// <summary>Without the password: a text of this may end up in a log.</summary>
    public override string ToString() => $"{nameof(MakePerson)} {Name}, {Role}";
}
