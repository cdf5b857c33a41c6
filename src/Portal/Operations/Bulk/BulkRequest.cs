using Portal.Client.DeadLetters;
using Portal.Client.Operations;

namespace Portal.Operations.Bulk;

/// <param name="Ids">A selection, at most 10,000; or</param>
/// <param name="Filter">everything that matches now.</param>
/// <param name="RatePerSecond">0.1 to 100,000; absent for as fast as it goes.</param>
/// <param name="Canary">For replays: 1, then 10, then the rest; stops by itself when failures come back.</param>
/// <param name="Queue">For replays: another queue.</param>
internal sealed record BulkRequest(
    IReadOnlyList<string>? Ids = null,
    DeadLetterFilter? Filter = null,
    double? RatePerSecond = null,
    bool? Canary = null,
    string? Queue = null)
{
    public StartOperation ToStart(OperationKind kind) => new(kind, Ids, Filter, RatePerSecond, Canary ?? false, Queue);
}
