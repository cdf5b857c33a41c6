namespace Messaging;

/// <summary>What becomes of a message whose handler threw.</summary>
public abstract record RecoveryDecision
{
    private RecoveryDecision()
    {
    }

    /// <summary>Deliver it again.</summary>
    /// <param name="Delay">After this time; zero for at once.</param>
    /// <param name="Unlimited">Whether the queue's limit of attempts does not apply.</param>
    public sealed record Retry(TimeSpan Delay, bool Unlimited) : RecoveryDecision;

    /// <summary>Give up.</summary>
    /// <param name="Reason">One of <see cref="DeadLetterReasons"/>.</param>
    public sealed record DeadLetter(string Reason) : RecoveryDecision;
}
