using System.Globalization;

namespace Portal.Jobs.Schedules;

/// <summary>One of the five fields of a crontab line.</summary>
/// <param name="Name">As in "the hour must be …".</param>
/// <param name="Min">The lowest value.</param>
/// <param name="Max">The highest value.</param>
/// <param name="Names">Names that stand for values, from the lowest on.</param>
internal sealed record CronField(string Name, int Min, int Max, params string[] Names)
{
    public static IReadOnlyList<CronField> All { get; } =
    [
        new("minute", 0, 59),
        new("hour", 0, 23),
        new("day of the month", 1, 31),
        new("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
        new("day of the week", 0, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
    ];

    private string Rule => Names.Length == 0 ? $"{Min} to {Max}" : $"{Min} to {Max} or {Names[0]} to {Names[^1]}";

    /// <summary>The values that are meant; null with the words about it when they cannot be read.</summary>
    public SortedSet<int>? Read(string text, out string? error)
    {
        var values = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            error = Read(part, values);
            if (error is not null)
                return null;
        }

        error = null;
        return values;
    }

    private string? Read(string part, SortedSet<int> values)
    {
        var step = 1;
        var slash = part.Split('/');
        if (slash.Length > 2 || (slash.Length == 2 && (!int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)))
            return $"The {Name} has a step that is not a number of 1 or more: '{part}'.";
        var ends = slash[0].Split('-');
        int from, to;
        if (slash[0] == "*")
            (from, to) = (Min, Max);
        else if (ends.Length > 2 || !TryValue(ends[0], out from) || !TryValue(ends[^1], out to))
            return $"The {Name} must be {Rule}, not '{part}'.";
        else if (ends.Length == 1 && slash.Length == 2)
            to = Max;
        if (from > to)
            return $"The {Name} goes from {ends[0]} back to {ends[^1]}; the lower one comes first.";
        for (var value = from; value <= to; value += step)
            values.Add(value);
        return null;
    }

    private bool TryValue(string text, out int value)
    {
        var name = Array.FindIndex(Names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name < 0)
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= Min && value <= Max;
        value = name + Min;
        return true;
    }
}
