namespace Portal.Client.Contracts;

/// <summary>One page of a list in keyset order.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="Next">The cursor to ask the following page with, or null when this is the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">Items a page, 1 to 500.</param>
/// <param name="After">The <see cref="Page{T}.Next"/> of the page before; null for the first page.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? After = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
}
