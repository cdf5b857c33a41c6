using System.Globalization;

namespace Portal.Client.Elements;

/// <summary>Numbers and times as every page writes them.</summary>
public static class Figures
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Money(decimal value, string currency) =>
        $"{value.ToString("N2", CultureInfo.InvariantCulture)} {currency}";

    public static string Rate(double perSecond) => perSecond switch
    {
        0 => "0/s",
        < 10 => $"{perSecond.ToString("0.0", CultureInfo.InvariantCulture)}/s",
        _ => $"{perSecond.ToString("N0", CultureInfo.InvariantCulture)}/s",
    };

    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The largest unit alone: an age is read at a glance, the exact time is in the title.</summary>
    public static string Duration(TimeSpan length) => length.Duration() switch
    {
        { TotalSeconds: < 60 } d => Unit(d.TotalSeconds, "s"),
        { TotalMinutes: < 60 } d => Unit(d.TotalMinutes, "min"),
        { TotalHours: < 24 } d => Unit(d.TotalHours, "h"),
        var d => Unit(d.TotalDays, "d"),
    };

    private static string Unit(double value, string unit) => $"{Math.Floor(value).ToString("N0", CultureInfo.InvariantCulture)} {unit}";
}
