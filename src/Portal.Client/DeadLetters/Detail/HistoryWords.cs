using Portal.Client.Elements;

namespace Portal.Client.DeadLetters.Detail;

/// <summary>How what happened looks; a word that is not known here is shown as it is.</summary>
internal static class HistoryWords
{
    public static string IconOf(string what) => what switch
    {
        "failed" => "error",
        "replayed" => "replay",
        "resolved" => "check_circle",
        "archived" => "inventory_2",
        "restored" => "unarchive",
        "edited" => "edit",
        _ => "circle",
    };

    public static Tone ToneOf(string what) => what switch
    {
        "failed" => Tone.Bad,
        "replayed" or "edited" => Tone.Busy,
        "resolved" => Tone.Good,
        _ => Tone.Neutral,
    };
}
