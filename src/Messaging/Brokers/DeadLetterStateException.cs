namespace Messaging;

/// <summary>The dead letter is not in a status that the change starts from.</summary>
/// <param name="id">The dead letter.</param>
/// <param name="status">Its status, or null when there is none with this id.</param>
/// <param name="wanted">The statuses that the change starts from; default: <see cref="DeadLetterStatus.Failed"/>.</param>
public sealed class DeadLetterStateException(long id, DeadLetterStatus? status, params IReadOnlyList<DeadLetterStatus> wanted)
    : BrokerException(status is null ? $"There is no dead letter {id}." : $"Dead letter {id} is {status}, not {Words(wanted)}.")
{
    /// <summary>The dead letter.</summary>
    public long Id { get; } = id;

    /// <summary>Its status, or null when there is none with this id.</summary>
    public DeadLetterStatus? Status { get; } = status;

    private static string Words(IReadOnlyList<DeadLetterStatus> wanted) =>
        wanted.Count == 0 ? nameof(DeadLetterStatus.Failed) : string.Join(" or ", wanted);
}
