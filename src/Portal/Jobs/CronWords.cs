using System.Globalization;

namespace Portal.Jobs;

/// <summary>
/// Cron expressions of the common shapes in words; any other is named as it is written. Quartz's fields: seconds, minutes, hours,
/// day of the month, month, day of the week, and perhaps a year.
/// </summary>
internal static class CronWords
{
    private static readonly Dictionary<string, string> _days = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1"] = "Sunday", ["2"] = "Monday", ["3"] = "Tuesday", ["4"] = "Wednesday", ["5"] = "Thursday", ["6"] = "Friday", ["7"] = "Saturday",
        ["SUN"] = "Sunday", ["MON"] = "Monday", ["TUE"] = "Tuesday", ["WED"] = "Wednesday", ["THU"] = "Thursday", ["FRI"] = "Friday", ["SAT"] = "Saturday",
    };

    /// <param name="cron">The expression.</param>
    /// <param name="zone">Whose clock it is about.</param>
    public static string Of(string cron, TimeZoneInfo zone)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 6 or > 7 || (fields.Length == 7 && fields[6] != "*") || fields[4] != "*" || fields[0] != "0" || Days(fields[3], fields[5]) is not { } days)
            return $"Cron {cron} {Name(zone)}";
        var words = (Number(fields[1]), Number(fields[2])) switch
        {
            ({ } minute, { } hour) => string.Create(CultureInfo.InvariantCulture, $"{days} at {hour:00}:{minute:00} {Name(zone)}"),
            ({ } minute, null) when days == "Every day" => Hourly(fields[2], minute),
            (null, null) when days == "Every day" && fields[2] == "*" => Step(fields[1]) is { } step ? Every(step, "minute") : null,
            _ => null,
        };
        return words ?? $"Cron {cron} {Name(zone)}";
    }

    /// <summary><c>Every 5 minutes</c>.</summary>
    public static string Every(int count, string unit) => count == 1 ? $"Every {unit}" : string.Create(CultureInfo.InvariantCulture, $"Every {count:N0} {unit}s");

    private static string? Hourly(string hours, int minute)
    {
        int? step = hours == "*" ? 1 : Step(hours);
        if (step is null)
            return null;
        var every = Every(step.Value, "hour");
        return minute == 0 ? every + ", on the hour" : string.Create(CultureInfo.InvariantCulture, $"{every}, at minute {minute}");
    }

    private static string? Days(string ofMonth, string ofWeek)
    {
        if (ofWeek is "?" or "*")
        {
            if (ofMonth is "*" or "?")
                return "Every day";
            return ofMonth == "L" ? "On the last day of the month"
                : Number(ofMonth) is { } day ? string.Create(CultureInfo.InvariantCulture, $"On day {day} of the month")
                : null;
        }

        if (ofMonth is not ("?" or "*"))
            return null;
        var parts = new List<string>();
        foreach (var part in ofWeek.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ends.All(_days.ContainsKey))
                return null;
            parts.Add(ends.Length == 2 ? $"{_days[ends[0]]} to {_days[ends[1]]}" : _days[ends[0]]);
        }

        return "Every " + string.Join(", ", parts);
    }

    /// <summary>5 for <c>*/5</c> and <c>0/5</c>, 1 for <c>*</c>.</summary>
    private static int? Step(string field) => field == "*" ? 1
        : field.StartsWith("*/", StringComparison.Ordinal) || field.StartsWith("0/", StringComparison.Ordinal) ? Number(field[2..])
        : null;

    private static int? Number(string field) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Name(TimeZoneInfo zone) => zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC" : zone.Id;
}
