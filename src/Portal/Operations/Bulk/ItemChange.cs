using Messaging;
using Portal.Client.Operations;

namespace Portal.Operations.Bulk;

/// <summary>What became of one item.</summary>
/// <param name="Id">The dead letter.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Words">Why not, or null.</param>
/// <param name="At">When its turn began; for one that came back, when it failed. Unix milliseconds.</param>
internal readonly record struct ItemChange(long Id, ItemResult Result, string? Words, long At)
{
    /// <summary>One that was replayed, and has failed again.</summary>
    public static ItemChange Returned(DeadLetter letter) => new(letter.Id, ItemResult.FailedAgain, null, letter.StatusAt.ToUnixTimeMilliseconds());
}
