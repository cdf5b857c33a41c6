using Portal.Data;
using Unit.Support;

namespace Unit.Portal.Data;

public sealed class A_clock_of_versions
{
    [Fact]
    public void Should_never_answer_twice_with_the_same_though_time_stands_still()
    {
        var clock = new VersionClock(new FakeTime());
        var versions = Enumerable.Range(0, 100).Select(_ => clock.Next()).ToList();

        Assert.Equal(versions.Distinct().Order(), versions);
    }

    [Fact]
    public void Should_go_on_above_where_it_was_after_a_restart()
    {
        var time = new FakeTime();
        var before = new VersionClock(time);
        var last = Enumerable.Range(0, 10_000).Max(_ => before.Next());
        time.Advance(TimeSpan.FromMilliseconds(20));

        Assert.True(new VersionClock(time).Next() > last);
    }
}
