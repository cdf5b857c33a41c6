using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Quartz;

namespace Portal.Jobs.Schedules;

/// <summary>
/// Times as a crontab line says them, checked field by field, so that what is wrong can be said in words. What Quartz is given is the
/// line it was read from.
/// </summary>
internal sealed class CronTimes
{
    private static readonly string[] _weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly IReadOnlyList<SortedSet<int>> _fields;

    private CronTimes(string text, IReadOnlyList<SortedSet<int>> fields, CronExpression expression)
    {
        Text = text;
        _fields = fields;
        Expression = expression;
    }

    public string Text { get; }

    public CronExpression Expression { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CronTimes? times, [NotNullWhen(false)] out string? error)
    {
        times = null;
        var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != CronField.All.Count)
        {
            error = $"Five fields are needed: {string.Join(", ", CronField.All.Select(f => f.Name))}; there {(parts.Length == 1 ? "is 1" : $"are {parts.Length}")}.";
            return false;
        }

        var fields = new List<SortedSet<int>>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (CronField.All[i].Read(parts[i], out error) is not { } values)
                return Failed(error!, out error);
            fields.Add(values);
        }

        // Sunday is 0 and 7.
        if (fields[4].Remove(7))
            fields[4].Add(0);
        if (fields[2].Count < 31 && fields[4].Count < 7)
            return Failed("Set the day of the month or the day of the week, not both; two schedules say both.", out error);
        var line = string.Join(' ', parts);
        try
        {
            times = new CronTimes(line, fields, CronExpression.Parse(line, CronFormat.Unix));
            error = null;
            return true;
        }
        catch (FormatException e)
        {
            return Failed(e.Message, out error);
        }
    }

    /// <summary>The next times, in the time zone.</summary>
    public IReadOnlyList<DateTimeOffset> Next(TimeZoneInfo zone, DateTimeOffset now, int count)
    {
        var expression = new CronExpression(Expression.CronExpressionString, zone);
        var next = new List<DateTimeOffset>();
        for (var at = expression.GetNextValidTimeAfter(now); at is { } time && next.Count < count; at = expression.GetNextValidTimeAfter(time))
            next.Add(TimeZoneInfo.ConvertTime(time, zone));
        return next;
    }

    /// <summary>As in "on weekdays at 19:00".</summary>
    public string Words()
    {
        var days = (_fields[2].Count, _fields[4].Count) switch
        {
            (31, 7) => "every day",
            (31, 5) when !_fields[4].Contains(0) && !_fields[4].Contains(6) => "on weekdays",
            (31, 2) when _fields[4].Contains(0) && _fields[4].Contains(6) => "at weekends",
            (31, _) => "on " + List(_fields[4].OrderBy(d => (d + 6) % 7).Select(d => _weekdays[d])),
            _ => "on day " + List(_fields[2].Select(Number)) + " of the month",
        };
        var months = _fields[3].Count == 12
            ? ""
            : " of " + List(_fields[3].Select(m => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(m)));
        return $"{(days == "every day" && _fields[1].Count == 24 ? "" : days)}{months} {Times()}".Trim();
    }

    private string Times()
    {
        var (minutes, hours) = (_fields[0], _fields[1]);
        if (minutes.Count == 60)
            return hours.Count == 24 ? "every minute" : $"every minute from {List(hours.Select(h => $"{h}:00 to {h}:59"))}";
        if (hours.Count == 24)
            return minutes.Count == 1 && minutes.Contains(0) ? "every hour" : $"every hour at {List(minutes.Select(m => $":{m:00}"))}";
        return "at " + List(hours.SelectMany(h => minutes.Select(m => string.Create(CultureInfo.InvariantCulture, $"{h}:{m:00}"))));
    }

    /// <summary>At most six of them.</summary>
    private static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count switch
        {
            1 => all[0],
            <= 6 => string.Join(", ", all[..^1]) + " and " + all[^1],
            _ => string.Join(", ", all[..5]) + $" and {all.Count - 5} more",
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool Failed(string why, out string error)
    {
        error = why;
        return false;
    }
}
