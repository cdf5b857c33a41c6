using Portal.Client.Charts;
using Portal.Operations.Queues;

namespace Unit.Portal.Queues;

public class Figures_over_time
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FigureRecorder _recorder = new();
    private int _seconds;

    [Fact]
    public void Depths_keep_their_peaks_and_rates_are_means()
    {
        foreach (var value in new[] { 1f, 9f, 4f, 2f })
            Add(ready: value, published: value);

        var history = Read(ChartRange.TenMinutes);
        Assert.Equal([9f, 4f], history[Figure.Ready]);
        Assert.Equal([5f, 3f], history[Figure.Published]);
        Assert.Equal((_start.AddSeconds(4), TimeSpan.FromSeconds(2)), (history.End, history.Step));
    }

    [Fact]
    public void What_was_not_measured_is_left_out_of_the_mean_and_a_step_without_anything_has_no_value()
    {
        Add(p50: float.NaN);
        Add(p50: 3);
        Add(p50: float.NaN);
        Add(p50: float.NaN);

        Assert.Equal([3f, float.NaN], Read(ChartRange.TenMinutes)[Figure.HandlingP50]);
    }

    [Theory]
    [InlineData(ChartRange.TenMinutes, 2)]
    [InlineData(ChartRange.Hour, 12)]
    [InlineData(ChartRange.Day, 288)]
    public void Each_range_keeps_300_steps_and_no_more(ChartRange range, int seconds)
    {
        for (var i = 1; i <= seconds * 310; i++)
            Add(ready: i);

        var history = Read(range);
        Assert.Equal((300, TimeSpan.FromSeconds(seconds)), (history[Figure.Ready].Length, history.Step));
        Assert.Equal(seconds * 310, history[Figure.Ready][^1]);
        Assert.Equal(seconds * 11, history[Figure.Ready][0]);
    }

    [Fact]
    public void A_value_of_some_steps_ago()
    {
        for (var i = 1; i <= 8; i++)
            Add(ready: i);

        Assert.Equal((8f, 4f, null), (_recorder.Ago(Figure.Ready, 1), _recorder.Ago(Figure.Ready, 3), _recorder.Ago(Figure.Ready, 5)));
        Assert.Equal([6f, 8f], _recorder.Read(ChartRange.TenMinutes, 2, Figure.Ready)[Figure.Ready]);
    }

    [Theory]
    [InlineData(0.5, 0.010)]
    [InlineData(0.95, 0.200)]
    public void A_percentile_is_right_to_a_tenth(double share, double expected)
    {
        var counts = new int[96];
        counts[HandlingTimes.BucketOf(0.010)] += 90;
        counts[HandlingTimes.BucketOf(0.200)] += 10;
        Assert.InRange(new HandlingSample(counts).Percentile(share), expected * 0.9, expected * 1.1);
    }

    [Fact]
    public void Two_queues_together_and_none_at_all()
    {
        var (one, other) = (new int[96], new int[96]);
        one[10] = 1;
        other[40] = 99;
        Assert.Equal((float)HandlingTimes.Middle(40), default(HandlingSample).And(new HandlingSample(one)).And(new HandlingSample(other)).Percentile(0.5));
        Assert.Equal(float.NaN, default(HandlingSample).Percentile(0.5));
        Assert.Equal(float.NaN, new HandlingSample(new int[96]).Percentile(0.5));
    }

    private FigureHistory Read(ChartRange range) => _recorder.Read(range, int.MaxValue, Enum.GetValues<Figure>());

    private void Add(float ready = 0, float published = 0, float p50 = 0)
    {
        var figures = new float[Enum.GetValues<Figure>().Length];
        (figures[(int)Figure.Ready], figures[(int)Figure.Published], figures[(int)Figure.HandlingP50]) = (ready, published, p50);
        _recorder.Add(figures, _start.AddSeconds(++_seconds));
    }
}
