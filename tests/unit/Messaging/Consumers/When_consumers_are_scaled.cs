using Messaging;

namespace Unit.Messaging.Consumers;

public sealed class When_consumers_are_scaled
{
    /// <summary>Ready, oldest wait in ms, busy, handling time in ms, current; then the target between 2 and 16.</summary>
    public static TheoryData<int, int, int, int, int, int> Table => new()
    {
        // Nothing waits and all are busy: as many as there are do.
        { 0, 0, 4, 10, 4, 4 },

        // One waits behind busy ones: one more, whatever the average says.
        { 1, 0, 4, 0, 4, 5 },
        { 1, 0, 4, 10, 4, 5 },

        // Little's law: 500 messages of 5 ms each within 250 ms need ten at a time.
        { 500, 0, 4, 5, 4, 10 },
        { 500, 0, 4, 50, 4, 16 },
        { Huge, 0, 4, 5, 4, 16 },

        // No more than there are messages for, however long one takes.
        { 3, 0, 4, 60_000, 4, 7 },

        // The average is short, yet the first has waited too long: twice as many.
        { 5, 250, 4, 1, 4, 8 },
        { 5, 249, 4, 1, 4, 5 },
        { 5, 250, 12, 1, 12, 16 },

        // Messages wait and consumers are free: paused, limited, or waiting for a key. More would not help.
        { 500, 9000, 3, 50, 4, 4 },
        { 500, 9000, 0, 50, 4, 4 },

        // Nothing waits: a quarter of the idle ones go, at least one, never below the minimum and never a busy one.
        { 0, 0, 0, 10, 16, 12 },
        { 0, 0, 0, 10, 3, 2 },
        { 0, 0, 0, 10, 2, 2 },
        { 0, 0, 12, 10, 16, 15 },
        { 0, 0, 15, 10, 16, 15 },
    };

    private const int Huge = int.MaxValue;

    [Theory]
    [MemberData(nameof(Table))]
    public void Should_follow_the_load(int ready, int wait, int busy, int handling, int current, int expected) =>
        Assert.Equal(expected, Target(ready, wait, busy, handling, current, 2, 16));

    /// <summary>Min, max, current, ready; then the target.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1000, 1)]
    [InlineData(0, 4, 1, 0, 1)]
    [InlineData(0, 0, 5, 1000, 1)]
    [InlineData(4, 4, 9, 1000, 4)]
    [InlineData(6, 8, 2, 0, 6)]
    [InlineData(9, 3, 5, 0, 3)]
    public void Should_keep_to_the_limits_also_when_these_have_changed(int min, int max, int current, int ready, int expected) =>
        Assert.Equal(expected, Target(ready, 1000, current, 1000, current, min, max));

    [Fact]
    public void Should_reach_the_maximum_in_a_few_steps_and_come_back_in_more()
    {
        var current = 1;
        var up = Steps(() => current = Target(10_000, 1000, current, 0, current, 1, 64), () => current == 64);
        var down = Steps(() => current = Target(0, 0, 0, 0, current, 1, 64), () => current == 1);

        Assert.Equal(6, up);
        Assert.InRange(down, 10, 20);
    }

    [Fact]
    public void Should_come_to_rest_under_a_steady_load()
    {
        // 400 messages a second of 20 ms each: eight are needed. In steps of 50 ms, with what is left over from each.
        var (current, waiting, seen) = (1, 0.0, new List<int>());
        for (var step = 0; step < 200; step++)
        {
            waiting += 400 * 0.05;
            var handled = Math.Min(waiting, current * 0.05 / 0.02);
            waiting -= handled;
            var busy = (int)Math.Round(handled * 0.02 / 0.05);
            current = Target((int)waiting, waiting / 400 * 1000, busy, 20, current, 1, 64);
            if (step >= 100)
                seen.Add(current);
        }

        Assert.InRange(seen.Min(), 7, 9);
        Assert.InRange(seen.Max(), 8, 10);
        Assert.InRange(waiting, 0, 400 * 0.25);
    }

    private static int Target(int ready, double wait, int busy, int handling, int current, int min, int max) => ScalingPolicy.Target(
        new ConsumerLoad(ready, TimeSpan.FromMilliseconds(wait), busy, TimeSpan.FromMilliseconds(handling), current), min, max);

    private static int Steps(Action step, Func<bool> isThere)
    {
        var steps = 0;
        for (; !isThere() && steps < 100; steps++)
            step();
        return steps;
    }
}
