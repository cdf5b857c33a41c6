using Portal.Client.Queues;

namespace Unit.Portal.Queues;

public sealed class When_a_queue_is_changed
{
    [Fact]
    public async Task Should_take_every_setting_and_show_it_again()
    {
        await using var desk = await Desk.OpenAsync();
        var wanted = new PutQueue
        {
            MaxDeliveryAttempts = 3,
            ImmediateRetries = 2,
            RetryDelaySeconds = 4,
            MaxRetryDelaySeconds = 40,
            LeaseSeconds = 60,
            MaxLength = 1000,
            WhenFull = WhenFull.DeadLetter,
            MaxBodyBytes = 2048,
            TimeToLiveSeconds = 3600,
            DeadLetterExpired = true,
            DedupeWindowSeconds = 120,
            Ordering = false,
            WhenKeyFails = WhenKeyFails.Hold,
            MaxLeased = 5,
            RatePerSecond = 2.5,
            MinConsumers = 2,
            MaxConsumers = 9,
            Prefetch = 4,
        };

        var created = await desk.Queues.PutAsync("work", wanted, Desk.Token);

        Assert.True(created.Value!.Created);
        var view = desk.Queues.Find("work")!;
        foreach (var property in typeof(PutQueue).GetProperties())
            Assert.Equal(property.GetValue(wanted), typeof(QueueView).GetProperty(property.Name)!.GetValue(view));
    }

    [Fact]
    public async Task Should_keep_what_is_not_said_and_take_a_limit_away_with_0()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue { MaxLength = 10, TimeToLiveSeconds = 5, LeaseSeconds = 60, MaxLeased = 3 });

        var kept = await desk.PutAsync("work", new PutQueue { MaxDeliveryAttempts = 2 });
        Assert.Equal((10L, 5d, 60d, 3), (kept.MaxLength, kept.TimeToLiveSeconds, kept.LeaseSeconds, kept.MaxLeased));

        var freed = await desk.PutAsync("work", new PutQueue { MaxLength = 0, TimeToLiveSeconds = 0, MaxLeased = 0, DedupeWindowSeconds = 0, RatePerSecond = 0 });
        Assert.Equal((null, null, null, 60d, 2), (freed.MaxLength, freed.TimeToLiveSeconds, freed.MaxLeased, freed.LeaseSeconds, freed.MaxDeliveryAttempts));
    }

    [Fact]
    public async Task Should_say_what_is_wrong_with_each_field_and_change_nothing()
    {
        await using var desk = await Desk.OpenAsync();
        var before = Settings(desk);

        var refused = await desk.Queues.PutAsync(
            Desk.Owned, new PutQueue { LeaseSeconds = 0, MinConsumers = 5, RetryDelaySeconds = 400, MaxDeliveryAttempts = 7, RatePerSecond = double.NaN }, Desk.Token);

        Assert.Equal(
            ["leaseSeconds", "minConsumers", "ratePerSecond", "retryDelaySeconds"], refused.Problem!.Errors!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["the minimum of 5 is above the maximum of 4"], refused.Problem.Errors["minConsumers"]);
        Assert.Equal(before, Settings(desk));

        static QueueView Settings(Desk desk) => desk.Queues.Find(Desk.Owned)! with { Version = 0, Consumers = 0 };
    }

    [Fact]
    public async Task Should_not_pin_the_retry_policy_of_a_service_by_changing_something_else()
    {
        await using var desk = await Desk.OpenAsync();

        await desk.PutAsync(Desk.Owned, new PutQueue { LeaseSeconds = 45 });
        Assert.Null(desk.Broker.Statistics(Desk.Owned)!.Options.Retry);

        var set = await desk.PutAsync(Desk.Owned, new PutQueue { ImmediateRetries = 5 });
        Assert.Equal((5, 1d, 300d), (set.ImmediateRetries, set.RetryDelaySeconds, set.MaxRetryDelaySeconds));
    }

    [Fact]
    public async Task Should_delete_a_queue_but_not_one_that_a_service_needs()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());

        Assert.True((await desk.Queues.DeleteAsync("work", Desk.Token)).Succeeded);
        Assert.Null(desk.Queues.Find("work"));
        Assert.Equal(404, (await desk.Queues.DeleteAsync("work", Desk.Token)).Problem!.Status);
        Assert.Equal(409, (await desk.Queues.DeleteAsync(Desk.Owned, Desk.Token)).Problem!.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ä")]
    public async Task Should_refuse_a_name_that_is_none(string name)
    {
        await using var desk = await Desk.OpenAsync();
        Assert.Contains("queue", (await desk.Queues.PutAsync(name, new PutQueue(), Desk.Token)).Problem!.Errors!);
    }
}
