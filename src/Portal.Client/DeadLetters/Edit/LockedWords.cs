namespace Portal.Client.DeadLetters.Edit;

/// <summary>Why a header is the system's.</summary>
internal static class LockedWords
{
    public static string Of(string name) => name switch
    {
        "correlation-id" => "Locked: the copy belongs to the same conversation.",
        "causation-id" => "Locked: what caused the message stays what caused it.",
        "traceparent" or "tracestate" => "Locked: the trace goes on where it was.",
        "reply-to" or "source" => "Locked: whoever waits for the reply waits there.",
        "ordering-key" => "Locked: its place among the messages of the same key.",
        _ => "Locked: the system depends on it.",
    };
}
