using Portal.Client.Security;

namespace Portal.Client.Account;

/// <summary>What <c>portalPasskeys.add</c> answers when no passkey was added.</summary>
/// <param name="Words">Why not.</param>
/// <param name="Errors">The same by field, where the portal has refused something that was typed.</param>
public sealed record PasskeyAnswer(string Words, Dictionary<string, string[]>? Errors);

/// <param name="Json">What <c>navigator.credentials.create()</c> is called with.</param>
public sealed record PasskeyOptions([property: Secret] string Json);
