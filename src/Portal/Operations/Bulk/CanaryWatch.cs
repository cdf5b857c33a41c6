using System.Globalization;
using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>
/// Waits until everything of a canary's stage was handled. What it knows it reads from the broker, so that nothing depends on
/// having heard of it; news of the broker only make it look earlier.
/// </summary>
internal sealed class CanaryWatch(IBroker broker, ServiceStore<OperationsDbContext> store, OperationBook book, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(5);

    /// <summary>Answers with the operation as it then is: in the next stage, stopped, or as somebody else has changed it.</summary>
    public async Task<Operation?> WaitAsync(Operation operation, Bell bell, CancellationToken cancellationToken)
    {
        var stage = operation.Stage!.Value;
        var began = time.GetTimestamp();
        while (true)
        {
            var ring = bell.Next;
            var (open, back) = await LookAsync(operation, cancellationToken);
            if (back.Count > 0)
                return await book.RecordAsync(operation.Id, back, null, cancellationToken);
            if (open.Count == 0)
                return await book.NextStageAsync(operation.Id, stage, cancellationToken);
            var now = await book.SayAsync(operation.Id, Words(stage, open, time.GetElapsedTime(began)), cancellationToken);
            if (now is not { State: OperationState.Running })
                return now;
            try
            {
                await ring.WaitAsync(_look, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Nobody rang: look all the same.
            }
        }
    }

    /// <summary>Those of the stage that are not handled yet, and those that failed again.</summary>
    private async Task<(List<DeadLetter> Open, List<ItemChange> Back)> LookAsync(Operation operation, CancellationToken cancellationToken)
    {
        var open = new List<DeadLetter>();
        var back = new List<ItemChange>();
        foreach (var id in await StageAsync(operation, cancellationToken))
        {
            // One that is gone, or archived, was settled by somebody; so was one that failed and was not touched by this operation last.
            var letter = (await broker.FindDeadLetterAsync(id, cancellationToken))?.DeadLetter;
            if (letter is { Status: DeadLetterStatus.Failed } && letter.LastOperation == operation.Id)
                back.Add(ItemChange.Returned(letter));
            else if (letter is { Status: DeadLetterStatus.Replayed })
                open.Add(letter);
        }

        return (open, back);
    }

    private async Task<List<long>> StageAsync(Operation operation, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        var chunks = store.ReadAsync(
            db => db.Chunks.AsNoTracking().Where(c => c.Operation == operation.Seq && c.Done > 0).OrderBy(c => c.Number).ToListAsync(cancellationToken),
            cancellationToken);
        foreach (var chunk in await chunks)
        {
            var items = new ChunkItems(chunk.Ids, chunk.States);
            for (var i = 0; i < items.Count; i++)
            {
                if (items.Result(i) == ItemResult.Done && items.At(i) >= operation.StageAt)
                    ids.Add(items.Id(i));
            }
        }

        return ids;
    }

    private static string Words(int stage, List<DeadLetter> open, TimeSpan waited)
    {
        var what = stage == CanaryRules.First
            ? "The first one was replayed; ten follow when it was handled."
            : string.Create(CultureInfo.InvariantCulture, $"Ten more were replayed, {open.Count} of them not handled yet; the rest follows when all were.");
        return waited < Patience
            ? what
            : $"{what} This takes over a minute: look at queue {string.Join(", ", open.Select(letter => letter.Queue).Distinct().Order(StringComparer.Ordinal))}.";
    }
}
