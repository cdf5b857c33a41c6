namespace Portal.Client.Instances;

/// <summary>Times that many want.</summary>
internal sealed record SchedulePreset(string Name, string Cron)
{
    public static IReadOnlyList<SchedulePreset> All { get; } =
    [
        new("Weekdays at 19:00", "0 19 * * 1-5"),
        new("Weekdays at 7:00", "0 7 * * 1-5"),
        new("Every day at 22:00", "0 22 * * *"),
        new("Saturdays at midnight", "0 0 * * 6"),
        new("First of the month at 3:00", "0 3 1 * *"),
        new("Every hour", "0 * * * *"),
    ];
}
