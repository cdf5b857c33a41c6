namespace Messaging;

/// <summary>Why messages become dead letters.</summary>
public static class DeadLetterReasons
{
    /// <summary>Every attempt failed.</summary>
    public const string AttemptsExhausted = "attempts-exhausted";

    /// <summary>The exception is declared as one that trying again cannot help.</summary>
    public const string NotRetryable = "not-retryable";

    /// <summary>The body is not what the type says.</summary>
    public const string Undeserializable = "undeserializable";

    /// <summary>Nobody at the queue handles this type.</summary>
    public const string NoHandler = "no-handler";

    /// <summary>The destination does not exist.</summary>
    public const string Unroutable = "unroutable";

    /// <summary>The body is over the queue's limit, and the sender could not be told.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The lease ended on every attempt without the message being settled.</summary>
    public const string LeaseExpired = "lease-expired";

    /// <summary>It was not delivered in its time.</summary>
    public const string Expired = "expired";

    /// <summary>The queue held its maximum of messages.</summary>
    public const string QueueFull = "queue-full";

    /// <summary>The process ended while it was being handled, as often as it may be tried.</summary>
    public const string ProcessEnded = "process-ended";
}
