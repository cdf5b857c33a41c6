using Portal.Client.Elements;

namespace Portal.Client.DeadLetters;

/// <summary>How pages show the statuses of a dead letter.</summary>
internal static class DeadLetterWords
{
    public static Tone ToneOf(DeadLetterStatus status) => status switch
    {
        DeadLetterStatus.Failed => Tone.Bad,
        DeadLetterStatus.Replaying or DeadLetterStatus.Replayed => Tone.Busy,
        DeadLetterStatus.Resolved => Tone.Good,
        _ => Tone.Neutral,
    };

    public static string IconOf(DeadLetterStatus status) => status switch
    {
        DeadLetterStatus.Failed => "error",
        DeadLetterStatus.Replaying or DeadLetterStatus.Replayed => "replay",
        DeadLetterStatus.Resolved => "check_circle",
        _ => "inventory_2",
    };

    /// <summary>Why it cannot be replayed now, or null when it can.</summary>
    public static string? WhyNoReplay(DeadLetterStatus status) => status switch
    {
        DeadLetterStatus.Failed => null,
        DeadLetterStatus.Replaying => "It is being replayed right now.",
        DeadLetterStatus.Replayed => "It was replayed and waits to be handled. Should it fail again, it can be replayed again.",
        DeadLetterStatus.Resolved => "It was replayed and handled: there is nothing left to do.",
        _ => "It is archived.",
    };
}
