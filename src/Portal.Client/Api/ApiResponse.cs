namespace Portal.Client.Api;

/// <summary>What came back to the browser.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Headers">Name and value.</param>
/// <param name="Body">Its text, at most 12,000 characters.</param>
/// <param name="IsCut">Whether the body went on.</param>
/// <param name="Milliseconds">From sending to the end of the answer.</param>
/// <param name="Error">Why there was no answer, or null.</param>
internal sealed record ApiResponse(int Status, IReadOnlyList<string[]> Headers, string Body, bool IsCut, double Milliseconds, string? Error);
