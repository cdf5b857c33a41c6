namespace Messaging;

/// <summary>The dead letter is not in the status the change starts from.</summary>
public sealed class DeadLetterStateException(long id, DeadLetterStatus? status)
    : BrokerException(status is null ? $"There is no dead letter {id}." : $"Dead letter {id} is {status}, not Failed.")
{
    /// <summary>The dead letter.</summary>
    public long Id { get; } = id;

    /// <summary>Its status, or null when there is none with this id.</summary>
    public DeadLetterStatus? Status { get; } = status;
}
