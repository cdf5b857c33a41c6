namespace Portal.Http.OpenApi;

/// <summary>Problem details (RFC 9457) as the portal writes them; only for the description.</summary>
/// <param name="Type">A link to what the status means.</param>
/// <param name="Title">The same for all refusals of this sort.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong with this request.</param>
/// <param name="Errors">For 400: the words about each field.</param>
/// <param name="TraceId">Under which the log has it.</param>
internal sealed record ProblemDescription(
    string Title, int Status, string? Type = null, string? Detail = null, IReadOnlyDictionary<string, string[]>? Errors = null, string? TraceId = null);
