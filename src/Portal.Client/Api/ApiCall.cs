using Portal.Client.Security;

namespace Portal.Client.Api;

/// <summary>One call: method and path.</summary>
/// <param name="Name">Its operation id.</param>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">With parameters in braces.</param>
/// <param name="Tag">The group it belongs to.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Description">More, or null.</param>
/// <param name="Ability">What the caller must be able to; null when reading is enough.</param>
/// <param name="Parameters">In the path, the query and the headers.</param>
/// <param name="Body">The body it takes; null when it takes none.</param>
/// <param name="Answers">What it can answer.</param>
public sealed record ApiCall(
    string Name,
    string Method,
    string Path,
    string Tag,
    string Summary,
    string? Description,
    Ability? Ability,
    IReadOnlyList<ApiParameter> Parameters,
    ApiBody? Body,
    IReadOnlyList<ApiAnswer> Answers)
{
    /// <summary>What it does cannot be undone.</summary>
    public bool IsDestructive => Method == "DELETE" || Ability is Security.Ability.Destroy || Path.EndsWith("/terminate", StringComparison.Ordinal)
        || Path.EndsWith("/revoke", StringComparison.Ordinal);
}

/// <param name="Name">Its name.</param>
/// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
/// <param name="IsRequired">Whether the call cannot be made without it.</param>
/// <param name="Words">What it means, or null.</param>
/// <param name="Example">A likely value.</param>
public sealed record ApiParameter(string Name, string In, bool IsRequired, string? Words, string Example);

/// <param name="ContentType">What it is written in.</param>
/// <param name="Example">One that can be sent.</param>
/// <param name="IsRequired">Whether the call cannot be made without it.</param>
public sealed record ApiBody(string ContentType, string Example, bool IsRequired);

/// <param name="Status">The HTTP status.</param>
/// <param name="Words">What it means.</param>
/// <param name="Example">What it can look like, or null.</param>
public sealed record ApiAnswer(string Status, string Words, string? Example);
