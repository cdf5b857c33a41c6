using System.Globalization;
using Portal.Client.Elements;

namespace Portal.Client.Charts;

/// <summary>What a chart's numbers are.</summary>
public enum ChartUnit
{
    Count,
    PerSecond,
    PerMinute,
    Seconds,
}

/// <summary>The numbers of a chart in words; <c>charts.js</c> writes them in the same way.</summary>
internal static class ChartWords
{
    public static string Of(float value, ChartUnit unit) => unit switch
    {
        _ when float.IsNaN(value) => "–",
        ChartUnit.PerSecond => Figures.Rate(Math.Round(value, 1)),
        ChartUnit.PerMinute => $"{Short(value)}/min",
        ChartUnit.Seconds => Time(value),
        _ => Short(value),
    };

    public static string Time(double seconds) => seconds switch
    {
        0 => "0",
        < 0.001 => $"{Rounded(seconds * 1000, "0.00")} ms",
        < 0.01 => $"{Rounded(seconds * 1000, "0.0")} ms",
        < 1 => $"{Rounded(seconds * 1000, "0")} ms",
        < 10 => $"{Rounded(seconds, "0.0")} s",
        _ => Figures.Duration(TimeSpan.FromSeconds(seconds)),
    };

    private static string Short(double value) => value is > 0 and < 10 && value != Math.Floor(value)
        ? Rounded(value, "0.0")
        : Figures.Count((long)Math.Round(value));

    private static string Rounded(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
