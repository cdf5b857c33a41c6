using Quartz;

namespace Portal.Jobs;

/// <summary>When a trigger fires, in words.</summary>
internal static class ScheduleWords
{
    public static string Of(ITrigger trigger) => trigger switch
    {
        ICronTrigger cron => CronWords.Of(cron.CronExpressionString ?? "", cron.TimeZone),
        ISimpleTrigger { RepeatCount: 0 } => "Once",
        ISimpleTrigger simple => Every(simple.RepeatInterval),
        ICalendarIntervalTrigger interval => CronWords.Every(interval.RepeatInterval, interval.RepeatIntervalUnit.ToString().ToLowerInvariant()),
        IDailyTimeIntervalTrigger daily => CronWords.Every(daily.RepeatInterval, daily.RepeatIntervalUnit.ToString().ToLowerInvariant())
            + $" from {daily.StartTimeOfDay:HH:mm} to {daily.EndTimeOfDay:HH:mm}",
        _ => trigger.Description ?? trigger.GetType().Name,
    };

    private static string Every(TimeSpan interval) => interval switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => CronWords.Every((int)interval.TotalDays, "day"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => CronWords.Every((int)interval.TotalHours, "hour"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => CronWords.Every((int)interval.TotalMinutes, "minute"),
        _ => CronWords.Every(Math.Max(1, (int)interval.TotalSeconds), "second"),
    };
}
