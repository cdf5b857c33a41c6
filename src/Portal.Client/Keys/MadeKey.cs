using Portal.Client.Security;

namespace Portal.Client.Keys;

/// <param name="Key">What programs send as <c>Authorization: Bearer</c>. Shown this once.</param>
/// <param name="Details">The key as it is listed from now on.</param>
public sealed record MadeKey([property: Secret] string Key, KeyView Details)
{
    /// <summary>Without the key: a text of this may end up in a log.</summary>
    public override string ToString() => $"{nameof(MadeKey)} {Details.Id}";
}
