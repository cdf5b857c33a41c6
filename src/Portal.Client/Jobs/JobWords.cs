using System.Globalization;
using Portal.Client.Elements;

namespace Portal.Client.Jobs;

/// <summary>How pages show jobs.</summary>
internal static class JobWords
{
    public static Tone ToneOf(JobResult result) => result switch
    {
        JobResult.Succeeded => Tone.Good,
        JobResult.Failed => Tone.Bad,
        JobResult.Cancelled => Tone.Warn,
        _ => Tone.Neutral,
    };

    public static string IconOf(JobResult result) => result switch
    {
        JobResult.Succeeded => "check_circle",
        JobResult.Failed => "error",
        JobResult.Cancelled => "cancel",
        _ => "redo",
    };

    public static string Took(double seconds) => seconds switch
    {
        < 0.001 => "under 1 ms",
        < 1 => $"{(seconds * 1000).ToString("0", CultureInfo.InvariantCulture)} ms",
        < 60 => $"{seconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        _ => Figures.Duration(TimeSpan.FromSeconds(seconds)),
    };
}
