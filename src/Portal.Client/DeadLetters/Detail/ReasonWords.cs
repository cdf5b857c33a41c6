namespace Portal.Client.DeadLetters.Detail;

/// <summary>The broker's reasons in a sentence. One that is not known here stands for itself.</summary>
internal static class ReasonWords
{
    public static string? Of(string reason) => reason switch
    {
        "attempts-exhausted" => "every attempt failed",
        "not-retryable" => "trying again cannot help with this exception",
        "undeserializable" => "the body is not what the type says; edit it, then replay",
        "no-handler" => "nobody at the queue handles this type",
        "unroutable" => "its destination does not exist",
        "too-large" => "the body is over the queue's limit",
        "lease-expired" => "every attempt took longer than its lease without a word",
        "expired" => "it was not delivered in its time",
        "queue-full" => "the queue held its maximum of messages",
        "process-ended" => "the process ended while it was being handled, as often as it may be tried",
        _ => null,
    };
}
