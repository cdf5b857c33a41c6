using Messaging;

namespace Portal.ThirdParties;

/// <summary>One call to a third party, as it went.</summary>
/// <param name="Cause">The message whose handling made it.</param>
/// <param name="Party">Who was called.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">What was asked, below the party's address.</param>
/// <param name="At">When it began, Unix milliseconds.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="StatusCode">What was answered, or null when nothing was.</param>
/// <param name="Error">Why the answer, or its absence, is of no use; null when it is.</param>
internal sealed record ThirdPartyCall(
    MessageContext Cause, string Party, string Method, string Path, long At, double Milliseconds, int? StatusCode, string? Error);
