using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>From a request for a page to the page.</summary>
internal static class PageRequestExtensions
{
    /// <summary>Where the page begins; null for the first one. False when it is not a cursor.</summary>
    public static bool TryAfter(this PageRequest page, out Cursor? after)
    {
        after = null;
        if (page.After is null)
            return true;
        if (!Cursor.TryParse(page.After, out var cursor))
            return false;
        after = cursor;
        return true;
    }

    /// <summary>The page of what was found.</summary>
    /// <param name="page">How many are wanted.</param>
    /// <param name="found">As many, and one more if there are more.</param>
    /// <param name="show">What is shown of a row.</param>
    /// <param name="cursor">Where the page after a row begins.</param>
    public static Page<TView> Of<TRow, TView>(this PageRequest page, IReadOnlyList<TRow> found, Func<TRow, TView> show, Func<TRow, string> cursor) =>
        new([.. found.Take(page.Limit).Select(show)], found.Count > page.Limit ? cursor(found[page.Limit - 1]) : null);
}
