using Messaging;
using Messaging.Embedded;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_the_clock_is_set
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(10);

    public static TheoryData<TimeSpan> Steps => [TimeSpan.FromHours(1), TimeSpan.FromHours(-1)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Should_end_no_lease_and_make_none_longer(TimeSpan step)
    {
        await using var test = await StartAsync(new QueueOptions { LeaseDuration = _lease });
        await test.PublishAsync("x");
        var held = await test.ReceiveOneAsync();
        test.Time.SetClock(step);
        await test.AdvanceAsync(_lease - TimeSpan.FromSeconds(1));
        Assert.Equal(1, test.Statistics().Leased);
        test.Broker.Renew(held.LeaseToken, _lease);
        await test.AdvanceAsync(_lease - TimeSpan.FromSeconds(1));
        Assert.Equal(1, test.Statistics().Leased);

        await test.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal((1, 0), (test.Statistics().Ready, test.Statistics().Leased));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Should_deliver_what_waits_after_its_delay(TimeSpan step)
    {
        await using var test = await StartAsync();
        await test.PublishLaterAsync("before", TimeSpan.FromSeconds(100));
        test.Time.SetClock(step);
        await test.PublishLaterAsync("after", TimeSpan.FromSeconds(100));

        await test.AdvanceAsync(TimeSpan.FromSeconds(88));
        Assert.Equal(2, test.Statistics().Scheduled);
        await test.AdvanceAsync(TimeSpan.FromSeconds(24)); // a tenth earlier or later, at most
        await test.AdvanceAsync(TimeSpan.FromMilliseconds(250));

        Assert.Equal(2, test.Statistics().Ready);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Should_deliver_at_the_time_that_was_asked_for_when_it_is_far_enough_away(TimeSpan step)
    {
        await using var test = await StartAsync();
        test.Time.SetClock(step);
        await test.SettleAsync();
        var noon = test.Time.GetUtcNow() + TimeSpan.FromHours(24);
        await test.Broker.PublishAsync([Text("x", due: noon)]);

        await test.AdvanceAsync(TimeSpan.FromHours(23.9));
        Assert.Equal(1, test.Statistics().Scheduled);
        await test.AdvanceAsync(TimeSpan.FromHours(0.1));
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(1, test.Statistics().Ready);
    }

    [Fact]
    public void Should_a_pause_between_two_looks_at_it_not_count_as_set()
    {
        var time = new PausingTime();
        var clock = new StoreClock(time);
        var start = clock.Now;
        time.Milliseconds += 4_500;
        time.Pause = 250;
        _ = clock.Now;

        Assert.Equal(time.Milliseconds, clock.Now - start);
    }

    /// <summary>The thread is stopped for a while after it has looked at the monotonic clock and before it looks at the wall's.</summary>
    private sealed class PausingTime : TimeProvider
    {
        public long Milliseconds { get; set; }

        public long Pause { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;

        public override DateTimeOffset GetUtcNow()
        {
            (Milliseconds, Pause) = (Milliseconds + Pause, 0);
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Milliseconds);
        }
    }
}
