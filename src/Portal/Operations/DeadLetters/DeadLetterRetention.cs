using Messaging;
using Microsoft.Extensions.Options;

namespace Portal.Operations.DeadLetters;

/// <summary>
/// Deletes archived and resolved dead letters whose time is over. The broker deletes one only if it still is in that status, so one that
/// is restored at the same moment stays; those that an operation has in hand, to replay or restore them for example, are left for another day. The inboxes remember for as
/// long as there is an archived letter that could be restored and replayed (<see cref="IBroker.OldestOpenDeadLetterAsync"/>).
/// </summary>
internal sealed class DeadLetterRetention(
    IBroker broker, DeadLetterIndex index, IReplaysInHand inHand, IOptions<DeadLetterOptions> options, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>Answers with how many were deleted.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken) =>
        await SweepAsync(DeadLetterStatus.Archived, options.Value.ArchiveDays, cancellationToken)
        + await SweepAsync(DeadLetterStatus.Resolved, options.Value.ResolvedDays, cancellationToken);

    private async Task<int> SweepAsync(DeadLetterStatus status, int days, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(days);
        var action = new DeadLetterAction("retention", Only: status);
        var deleted = 0;
        while (true)
        {
            await index.SeenAsync(cancellationToken);
            var old = await index.SelectOldAsync(status, before, BatchSize, cancellationToken);
            var held = inHand.Held(old);
            var results = await broker.DeleteAsync([.. old.Where(id => !held.Contains(id))], action, cancellationToken);
            var now = results.Count(result => result.Refusal is null);
            deleted += now;
            if (now == 0)
                return deleted;
        }
    }
}
