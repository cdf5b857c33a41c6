using Portal.Client.DeadLetters.Filters;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>What somebody wants done to many: a selection or everything that matches a filter. The dialog asks for the rest.</summary>
/// <param name="Kind">What to do to each.</param>
/// <param name="Selected">The selection; null: everything that matches <paramref name="Filter"/>.</param>
/// <param name="Filter">The view it was asked from.</param>
public sealed record BulkRequest(OperationKind Kind, IReadOnlyList<DeadLetterView>? Selected, DeadLetterFilter Filter)
{
    /// <summary>Whether <paramref name="operation"/> is this very request, still under way. A selection is never the same: it was ticked by hand.</summary>
    public bool IsUnderWayAs(OperationView operation) =>
        Selected is null
        && operation.Kind == Kind
        && IsUnderWay(operation)
        && operation.Filter is { } filter
        && DeadLetterAddress.Parse(filter) == Filter;

    public static bool IsUnderWay(OperationView operation) =>
        operation.State is OperationState.Running or OperationState.Paused or OperationState.Stopped;
}
