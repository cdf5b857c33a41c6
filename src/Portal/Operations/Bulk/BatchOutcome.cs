namespace Portal.Operations.Bulk;

/// <summary>What came of one transaction of the broker.</summary>
/// <param name="Changes">Those that have had their turn; the others wait on.</param>
/// <param name="Waits">Why others wait on, in words, or null.</param>
/// <param name="IsDown">It is the broker that nothing can be done with; else it is these ones.</param>
internal sealed record BatchOutcome(IReadOnlyList<ItemChange> Changes, string? Waits = null, bool IsDown = false);
