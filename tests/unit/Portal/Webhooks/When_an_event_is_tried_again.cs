using Portal.Client.Topics;
using Portal.Operations.Topics.Webhooks.Delivering;

namespace Unit.Portal.Webhooks;

public class When_an_event_is_tried_again
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(5);

    [Fact]
    public void Should_the_pauses_grow_and_the_last_attempt_come_a_day_after_the_first()
    {
        var pauses = Enumerable.Range(1, RetrySchedule.Attempts - 1).Select(attempt => RetrySchedule.After(attempt, _first, null, 0)).ToList();

        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(_first, pauses[0]);
        Assert.InRange(pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause), TimeSpan.FromHours(24), TimeSpan.FromHours(36));
    }

    [Fact]
    public void Should_the_endpoint_be_able_to_ask_for_longer_and_not_for_ever()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), RetrySchedule.After(1, _first, TimeSpan.FromMinutes(10), 0));
        Assert.Equal(_first, RetrySchedule.After(1, _first, TimeSpan.FromSeconds(1), 0));
        Assert.Equal(TimeSpan.FromHours(1), RetrySchedule.After(1, _first, TimeSpan.FromDays(30), 0));
    }

    [Fact]
    public void Should_some_failures_in_a_row_open_the_circuit_and_a_success_close_it()
    {
        var health = new WebhookHealth();
        for (var i = 0; i < WebhookHealth.OpensAfter; i++)
        {
            Assert.False(health.IsOpen);
            health.Record(Attempt("answered 500"));
        }

        Assert.True(health.IsOpen);
        var pause = health.Pause(_first);
        health.Record(Attempt("answered 500"));
        Assert.True(health.Pause(_first) > pause);
        for (var i = 0; i < 100; i++)
            health.Record(Attempt("answered 500"));
        Assert.Equal(TimeSpan.FromMinutes(5), health.Pause(_first));
        Assert.Equal(50, health.Attempts.Count);

        health.Record(Attempt(null));
        Assert.False(health.IsOpen);
        Assert.Equal(TimeSpan.Zero, health.Pause(_first));
    }

    private static WebhookAttempt Attempt(string? error) => new("id", "type", DateTimeOffset.UnixEpoch, 1, 1, error is null ? 200 : 500, error);
}
