namespace Portal.Client.Audit;

/// <param name="Actions">The actions that occur.</param>
/// <param name="People">The names that occur.</param>
public sealed record AuditFacets(IReadOnlyList<string> Actions, IReadOnlyList<string> People);

/// <summary>Whether the record is as it was written.</summary>
/// <param name="Holds">Every hash fits its record and the one before.</param>
/// <param name="Records">How many were read, the halves of actions included.</param>
/// <param name="First">The oldest that is kept, or null when there is none.</param>
/// <param name="Last">The newest that fits.</param>
/// <param name="Head">The hash of that. Kept elsewhere, it shows later whether the end was cut off.</param>
/// <param name="BrokenAt">The first that does not fit, or null.</param>
/// <param name="Why">What is wrong with it, or null.</param>
public sealed record AuditCheck(bool Holds, long Records, string? First, string? Last, string? Head, string? BrokenAt, string? Why);

/// <param name="Format"><c>csv</c> or <c>ndjson</c>.</param>
public sealed record AuditExport(string Format);
