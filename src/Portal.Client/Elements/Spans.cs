using System.Globalization;

namespace Portal.Client.Elements;

/// <summary>Short times as people compare them: <c>3 ms</c>, <c>1.25 s</c>, <c>2 min 5 s</c>.</summary>
public static class Spans
{
    public static string Of(TimeSpan span) => span.Duration() switch
    {
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalSeconds: < 1 } d => string.Create(CultureInfo.InvariantCulture, $"{d.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 10 } d => string.Create(CultureInfo.InvariantCulture, $"{d.TotalSeconds:0.00} s"),
        { TotalSeconds: < 60 } d => string.Create(CultureInfo.InvariantCulture, $"{d.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } d => string.Create(CultureInfo.InvariantCulture, $"{d.Minutes} min {d.Seconds} s"),
        { TotalDays: < 1 } d => string.Create(CultureInfo.InvariantCulture, $"{d.Hours} h {d.Minutes} min"),
        var d => string.Create(CultureInfo.InvariantCulture, $"{d.Days} d {d.Hours} h"),
    };

    public static string Of(double milliseconds) => Of(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>How long after a beginning; the clocks of a message and of what it is compared with need not agree to the millisecond.</summary>
    public static string After(TimeSpan offset) => offset < TimeSpan.FromMilliseconds(1) ? "+0" : "+" + Of(offset);
}
