namespace Portal.Client.Contracts;

/// <summary>Why a request was refused: an HTTP status, a sentence, and for bad input the words beside each field.</summary>
/// <param name="Status">The HTTP status the refusal has on the REST side: 400, 403, 404, 409, 413, 422, 429 or 503.</param>
/// <param name="Title">One short sentence, the same for all refusals of this sort.</param>
/// <param name="Detail">What was wrong with this request, naming the field, the id or the state.</param>
/// <param name="Errors">For status 400: field name (camelCase, <c>lines[0].sku</c>) to the messages about it.</param>
public sealed record Problem(int Status, string Title, string? Detail = null, IReadOnlyDictionary<string, string[]>? Errors = null)
{
    public static Problem NotFound(string what, string id) => new(404, $"No such {what}", $"There is no {what} '{id}'.");

    /// <param name="why">What the person lacks, as <see cref="Security.Access.WhyNot"/> says it.</param>
    public static Problem Forbidden(string why) => new(403, "Not allowed", why);

    public static Problem Conflict(string title, string detail) => new(409, title, detail);

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(400, "The request is not valid", "See 'errors' for the fields that are wrong. Nothing was changed.", errors);

    public static Problem Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });
}
