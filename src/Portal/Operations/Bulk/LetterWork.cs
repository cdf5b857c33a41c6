using Messaging;
using Portal.Client.Operations;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>
/// Does an operation's work to a batch of dead letters, in one transaction of the broker, and says what came of each. What the
/// broker cannot do now waits; what it will never do has failed; what somebody else dealt with is skipped.
/// </summary>
internal sealed class LetterWork(IBroker broker, TimeProvider time)
{
    public async Task<BatchOutcome> DoAsync(Operation operation, long[] ids)
    {
        var began = time.GetUtcNow().ToUnixTimeMilliseconds();
        IReadOnlyList<DeadLetterResult> results;
        try
        {
            results = await SendAsync(operation, ids);
        }
        catch (BrokerException e)
        {
            return WaitsFor(e) is { } words
                ? new BatchOutcome([], words, IsDown: e is not QueueFullException)
                : new BatchOutcome([.. ids.Select(id => new ItemChange(id, ItemResult.Failed, e.Message, began))]);
        }

        var changes = new List<ItemChange>(results.Count);
        string? waits = null;
        foreach (var result in results)
        {
            if (result.Refusal is { } refusal && WaitsFor(refusal) is { } words)
                waits = words;
            else
                changes.Add(ToChange(result, operation.Kind, began));
        }

        return new BatchOutcome(changes, waits);
    }

    private static ItemChange ToChange(DeadLetterResult result, OperationKind kind, long began) => result switch
    {
        // After a crash: it was replayed, and has already come back.
        { WasAlready: true, Letter.Status: DeadLetterStatus.Failed } when kind == OperationKind.Replay =>
            new ItemChange(result.Id, ItemResult.FailedAgain, null, began),
        { Refusal: null } => new ItemChange(result.Id, ItemResult.Done, null, began),
        { Refusal: DeadLetterStateException { Status: null } } => new ItemChange(result.Id, ItemResult.Skipped, "Somebody deleted it meanwhile.", began),
        { Refusal: DeadLetterStateException { Status: { } status } } =>
            new ItemChange(result.Id, ItemResult.Skipped, $"Somebody else dealt with it meanwhile: it is {status.ToString().ToLowerInvariant()}.", began),
        _ => new ItemChange(result.Id, ItemResult.Failed, result.Refusal.Message, began),
    };

    /// <summary>What will pass by itself, in words; null when it will not.</summary>
    private static string? WaitsFor(BrokerException exception) => exception switch
    {
        QueueFullException e => $"Queue {e.Queue} is full. It goes on when there is room.",
        DiskFullException => "The disk is full. It goes on when there is room.",
        BrokerUnavailableException => "The broker is not available. It goes on when it is.",
        _ => null,
    };

    private Task<IReadOnlyList<DeadLetterResult>> SendAsync(Operation operation, long[] ids)
    {
        var action = new DeadLetterAction(operation.StartedBy, operation.Id, operation.Queue);
        return operation.Kind switch
        {
            OperationKind.Replay => broker.ReplayAsync(ids, action),
            OperationKind.Archive => broker.ArchiveAsync(ids, action),
            OperationKind.Restore => broker.RestoreAsync(ids, action),
            _ => broker.DeleteAsync(ids, action),
        };
    }
}
