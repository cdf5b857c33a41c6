using System.Diagnostics;
using Portal.Operations.Bulk;
using Unit.Portal.Support;
using Unit.Support;

namespace Unit.Portal.Operations.Bulk;

public class When_a_rate_is_asked_for
{
    [Fact]
    public async Task Should_carry_out_no_more_than_that_a_second_and_no_less()
    {
        var time = new FakeTime();
        await using var desk = await BulkDesk.OpenAsync(time);
        await desk.FailAsync(1000);

        var operation = await desk.ReplayAllAsync(rate: 50);
        await desk.UntilAsync(operation.Id, o => o.Done == 5); // a tenth of a second's at once

        // The clock may be moved on just before the worker looks at it to wait: then that tenth is made up for with the next.
        var late = 0;
        for (var tenth = 1; tenth <= 30; tenth++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            var due = 5 * (tenth + 1);
            var patience = Stopwatch.StartNew();
            var done = 0L;
            while (done < due && patience.Elapsed < TimeSpan.FromSeconds(5))
                done = (await desk.ReadAsync(operation.Id)).Done;
            Assert.InRange(done, due - 5, due);
            late += done < due ? 1 : 0;
        }

        Assert.InRange(late, 0, 3);
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(5, 1)]
    [InlineData(50, 5)]
    [InlineData(100_000, Pace.MaxBatch)]
    public void Should_go_in_small_batches(double rate, int batch) => Assert.Equal(batch, new Pace(rate, new ManualTime()).Batch);

    [Fact]
    public void Should_keep_the_average_but_not_make_up_for_a_long_wait()
    {
        var time = new ManualTime();
        var pace = new Pace(10, time);
        pace.Took(1);
        Assert.Equal(TimeSpan.FromMilliseconds(100), pace.Wait());

        time.Advance(TimeSpan.FromMilliseconds(160)); // 60 ms late: the next is due earlier
        pace.Took(1);
        Assert.Equal(40, pace.Wait().TotalMilliseconds, 0.01);

        time.Advance(TimeSpan.FromHours(1));
        var burst = 0;
        while (pace.Wait() == TimeSpan.Zero)
        {
            pace.Took(1);
            burst++;
        }

        Assert.InRange(burst, 1, 3);
    }
}
