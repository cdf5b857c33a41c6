namespace Portal.Operations.DeadLetters.Index;

/// <summary>A page of what was found.</summary>
/// <param name="Rows">What was found.</param>
/// <param name="Next">Where to go on; null when there is no more.</param>
/// <param name="SearchedTo">The time, Unix milliseconds, at which the search ended before the page was full; null when it did not.</param>
internal sealed record Found<TRow, TPlace>(List<TRow> Rows, TPlace? Next, long? SearchedTo)
    where TPlace : struct
{
    public static Found<TRow, TPlace> Nothing { get; } = new([], null, null);
}
