using Messaging.Embedded;

namespace Unit.Messaging;

public sealed class When_a_lone_caller_waits_for_the_disk
{
    private static readonly TimeSpan _quick = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void Should_go_on_when_that_is_slow_once_in_a_while() =>
        Assert.InRange(Turns(1000, turn => turn % 32 == 31 ? _slow : _quick), 950, 1000);

    [Fact]
    public void Should_leave_it_to_the_writer_when_that_stays_slow() =>
        Assert.InRange(Turns(1000, _ => _slow), 4, 20);

    [Fact]
    public void Should_be_back_when_that_is_quick_again() =>
        Assert.InRange(Turns(1000, turn => turn < 3 ? _slow : _quick), 700, 800);

    /// <summary>How many of so many commands, each alone, are carried out by their callers.</summary>
    private static int Turns(int commands, Func<int, TimeSpan> took)
    {
        var lone = new LoneCaller();
        var turns = 0;
        for (var i = 0; i < commands; i++)
        {
            if (lone.Came(isAlone: true, isShort: true))
                lone.Ended(took(turns++), wasAlone: true);
        }

        return turns;
    }
}
