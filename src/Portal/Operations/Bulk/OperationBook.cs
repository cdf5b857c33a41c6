using System.Globalization;
using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Data.Once;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>
/// Every change of an operation after its start. Each is one transaction that reads the row, changes it, raises its version
/// and tells viewers; so it does not matter who is first, a person or a worker.
/// </summary>
internal sealed class OperationBook(ServiceStore<OperationsDbContext> store)
{
    /// <summary>Books a batch that was carried out. Null when there is no such operation any more.</summary>
    public Task<Operation?> RecordAsync(string id, IReadOnlyList<ItemChange> changes, string? words, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            (work, operation) =>
            {
                work.Book(operation, changes);
                if (operation.State == OperationState.Running)
                    operation.Words = words;
                return true;
            },
            cancellationToken);

    /// <summary>Counts those that came back, each once.</summary>
    public Task<Operation?> ReturnedAsync(string id, IReadOnlyList<ItemChange> returned, CancellationToken cancellationToken) =>
        ChangeAsync(id, (work, operation) => operation.Kind == OperationKind.Replay && work.Book(operation, returned), cancellationToken);

    /// <summary>Says why it does not get on at the moment.</summary>
    public Task<Operation?> SayAsync(string id, string words, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (_, operation) =>
        {
            if (operation.State != OperationState.Running || operation.Words == words)
                return false;
            operation.Words = words;
            return true;
        },
        cancellationToken);

    /// <summary>Everything of the canary's stage was handled.</summary>
    public Task<Operation?> NextStageAsync(string id, int from, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (work, operation) =>
        {
            if (operation.Stage != from || operation.State != OperationState.Running)
                return false;
            CanaryRules.Begin(operation, CanaryRules.After(from), work.Now.ToUnixTimeMilliseconds());
            operation.Words = null;
            return true;
        },
        cancellationToken);

    /// <summary>What a person asks: pause, go on, or cancel.</summary>
    public async Task<Outcome<Operation>> AskAsync(string id, OperationState wanted, string by, CancellationToken cancellationToken)
    {
        OperationState? refused = null;
        var request = OnceRequest.Current;
        var operation = await ChangeAsync(
            id,
            (work, operation) =>
            {
                if (work.WasDone(request))
                    return false;
                if (!IsAllowed(operation.State, wanted))
                {
                    refused = operation.State;
                    return false;
                }

                Turn(operation, wanted, by, work.Now.ToUnixTimeMilliseconds());
                work.Mark(request);
                return true;
            },
            cancellationToken);
        if (operation is null)
            return Problem.NotFound("operation", id);
        return refused is { } state
            ? Problem.Conflict($"The operation is {WireName.Of(state)}", $"Operation '{id}' is {WireName.Of(state)} and cannot become {WireName.Of(wanted)}.")
            : operation;
    }

    private static bool IsAllowed(OperationState state, OperationState wanted) => wanted switch
    {
        OperationState.Paused => state is OperationState.Running,
        OperationState.Running => state is OperationState.Paused or OperationState.Stopped,
        _ => state is OperationState.Running or OperationState.Paused or OperationState.Stopped,
    };

    private static void Turn(Operation operation, OperationState wanted, string by, long now)
    {
        // After it had stopped by itself the stage begins anew: as many again go ahead before the others follow.
        if (operation.State == OperationState.Stopped && operation.Stage is { } stage)
            CanaryRules.Begin(operation, stage, now);
        operation.State = wanted;
        operation.Words = wanted switch
        {
            OperationState.Paused => $"Paused by {by}.",
            OperationState.Cancelled => string.Create(
                CultureInfo.InvariantCulture, $"Cancelled by {by}: {operation.Remaining:N0} were left as they are."),
            _ => null,
        };
    }

    private async Task<Operation?> ChangeAsync(
        string id, Func<Work<OperationsDbContext>, Operation, bool> change, CancellationToken cancellationToken) =>
        await store.WriteAsync(
            work =>
            {
                if (work.FindOperation(id) is not { } operation || !change(work, operation))
                    return work.FindOperation(id);
                var now = work.Now.ToUnixTimeMilliseconds();
                Conclude(operation, now);
                operation.UpdatedAt = now;
                operation.Version++;
                work.Save(operation);
                work.Changed(operation.ToView());
                return operation;
            },
            cancellationToken);

    /// <summary>What follows from the counters.</summary>
    private static void Conclude(Operation operation, long now)
    {
        if (operation.IsOver == 1)
            return;
        if (operation.Remaining == 0 && operation.State != OperationState.Cancelled)
        {
            operation.State = OperationState.Completed;
            operation.Words = null;
        }
        else if (operation.State == OperationState.Running && CanaryRules.WhyStop(operation) is { } why)
        {
            operation.State = OperationState.Stopped;
            operation.Words = why;
        }

        if (operation.State is OperationState.Completed or OperationState.Cancelled)
            (operation.IsOver, operation.EndedAt) = (1, now);
    }
}
