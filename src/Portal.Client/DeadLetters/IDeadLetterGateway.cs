using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.DeadLetters;

/// <param name="Queue">Only this queue.</param>
/// <param name="Type">Only this message type.</param>
/// <param name="Status">Only this status.</param>
/// <param name="Text">Only where the message id, type, reason or exception contains this, ignoring ASCII case.</param>
public sealed record DeadLetterFilter(string? Queue = null, string? Type = null, DeadLetterStatus? Status = null, string? Text = null);

/// <summary>Dead letters, as pages and REST use them.</summary>
public interface IDeadLetterGateway
{
    /// <summary>Newest failure first.</summary>
    [Reads]
    Task<Outcome<Page<DeadLetterView>>> ListAsync(DeadLetterFilter filter, PageRequest page, CancellationToken cancellationToken);

    [Reads]
    Task<DeadLetterDetail?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the message back into the queue it failed in, and in no other. 409 when it is not in status <c>failed</c>:
    /// two people who press the button at once replay it once.
    /// </summary>
    /// <param name="id">The dead letter.</param>
    /// <param name="by">Who asks, for the history.</param>
    /// <param name="cancellationToken">Stops waiting; the replay may still have happened.</param>
    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<DeadLetterView>> ReplayAsync(string id, string by, CancellationToken cancellationToken);
}
