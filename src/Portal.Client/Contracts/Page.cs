using System.Text.Json.Serialization;

namespace Portal.Client.Contracts;

/// <summary>One page of a list in keyset order.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="Next">The cursor to ask the following page with, or null when this is the last one.</param>
/// <param name="SearchedTo">
/// Given when the search ended before the page was full, because what it looked for is rare among very many: it has looked at what is
/// later than this time. The next page, where there is one, goes on from there; else ask for what is of this time or before.
/// </param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? SearchedTo = null);

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">Items a page, 1 to 500.</param>
/// <param name="After">The <see cref="Page{T}.Next"/> of the page before; null for the first page.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? After = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
}
