using System.Globalization;
using Portal.Jobs.Schedules;

namespace Unit.Portal.Jobs;

public class What_a_cron_line_means
{
    private static readonly DateTimeOffset _thursday = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 19 * * 1-5", "on weekdays at 19:00", "2026-01-01 19:00", "2026-01-02 19:00", "2026-01-05 19:00")]
    [InlineData("0 19 * * mon-FRI", "on weekdays at 19:00", "2026-01-01 19:00", "2026-01-02 19:00", "2026-01-05 19:00")]
    [InlineData("30 7,8 * * *", "every day at 7:30 and 8:30", "2026-01-02 07:30", "2026-01-02 08:30", "2026-01-03 07:30")]
    [InlineData("0 0 * * 0,6", "at weekends at 0:00", "2026-01-03 00:00", "2026-01-04 00:00", "2026-01-10 00:00")]
    [InlineData("0 0 * * 7", "on Sunday at 0:00", "2026-01-04 00:00", "2026-01-11 00:00", "2026-01-18 00:00")]
    [InlineData("0 3 1 * *", "on day 1 of the month at 3:00", "2026-02-01 03:00", "2026-03-01 03:00", "2026-04-01 03:00")]
    [InlineData("0 3 31 jan,feb *", "on day 31 of the month of January and February at 3:00", "2026-01-31 03:00", "2027-01-31 03:00", "2028-01-31 03:00")]
    [InlineData("*/20 * * * *", "every hour at :00, :20 and :40", "2026-01-01 12:20", "2026-01-01 12:40", "2026-01-01 13:00")]
    [InlineData("0 * * * *", "every hour", "2026-01-01 13:00", "2026-01-01 14:00", "2026-01-01 15:00")]
    [InlineData("* * * * *", "every minute", "2026-01-01 12:01", "2026-01-01 12:02", "2026-01-01 12:03")]
    public void Is_said_in_words_and_in_times(string line, string words, params string[] next)
    {
        Assert.True(CronTimes.TryParse(line, out var times, out _));
        Assert.Equal(words, times.Words());
        Assert.Equal(next, times.Next(TimeZoneInfo.Utc, _thursday, 3).Select(at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(null, "Five fields are needed: minute, hour, day of the month, month, day of the week; there are 0.")]
    [InlineData("0 19 * *", "Five fields are needed: minute, hour, day of the month, month, day of the week; there are 4.")]
    [InlineData("60 19 * * *", "The minute must be 0 to 59, not '60'.")]
    [InlineData("0 24 * * *", "The hour must be 0 to 23, not '24'.")]
    [InlineData("0 19 0 * *", "The day of the month must be 1 to 31, not '0'.")]
    [InlineData("0 19 * jam *", "The month must be 1 to 12 or JAN to DEC, not 'jam'.")]
    [InlineData("0 19 * * fri-mon", "The day of the week goes from fri back to mon; the lower one comes first.")]
    [InlineData("*/0 * * * *", "The minute has a step that is not a number of 1 or more: '*/0'.")]
    [InlineData("0 19 1 * 1", "Set the day of the month or the day of the week, not both; two schedules say both.")]
    [InlineData("0 , * * *", "The hour must be 0 to 23, not ''.")]
    public void Is_refused_in_words(string? line, string words)
    {
        Assert.False(CronTimes.TryParse(line, out _, out var error));
        Assert.Equal(words, error);
    }

    [Fact]
    public void Follows_the_clock_of_its_time_zone_over_the_change_of_summer_time()
    {
        Assert.True(CronTimes.TryParse("0 19 * * *", out var times, out _));
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var next = times.Next(berlin, new DateTimeOffset(2026, 3, 27, 20, 0, 0, TimeSpan.Zero), 2);
        Assert.Equal([new DateTimeOffset(2026, 3, 28, 18, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 17, 0, 0, TimeSpan.Zero)], next.Select(at => at.ToUniversalTime()));
    }

    [Fact]
    public void A_time_that_does_not_exist_has_no_next_one()
    {
        Assert.True(CronTimes.TryParse("0 0 30 2 *", out var times, out _));
        Assert.Empty(times.Next(TimeZoneInfo.Utc, _thursday, 5));
    }
}
