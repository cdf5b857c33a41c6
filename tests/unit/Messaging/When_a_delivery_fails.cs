using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_delivery_fails
{
    private static readonly Failure _failure = new("out-of-paper", "System.Exception", "no paper", "at Printer.Print()");

    [Fact]
    public async Task Should_come_again_at_once_before_others_and_count()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("first", "second");
        await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.Zero);

        var again = await test.ReceiveOneAsync();

        Assert.Equal("first", Text(again));
        Assert.Equal((2, 2), (again.DeliveryCount, again.Attempt));
    }

    [Fact]
    public async Task Should_come_again_after_its_delay_and_count()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.FromSeconds(3));
        Assert.Equal((0, 0, 1), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));

        await test.AdvanceAsync(TimeSpan.FromSeconds(2.9));
        Assert.Empty(await test.ReceiveAsync());
        await test.AdvanceAsync(TimeSpan.FromSeconds(0.1));

        Assert.Equal(2, (await test.ReceiveOneAsync()).DeliveryCount);
    }

    [Fact]
    public async Task Should_become_a_dead_letter_after_its_last_attempt()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 3 });
        await test.Broker.PublishAsync([Text("x", id: "m-1")]);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var delivery = await test.ReceiveOneAsync();
            Assert.Equal(attempt, delivery.Attempt);
            await test.Broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero, _failure);
        }

        Assert.Empty(await test.ReceiveAsync());
        var letter = await test.TheDeadLetterAsync();
        Assert.Equal(
            (Queue, "m-1", "text", _failure, 3, DeadLetterStatus.Failed),
            (letter.Queue, letter.MessageId, letter.Type, letter.Failure, letter.Attempts, letter.Status));
        Assert.Equal(test.Time.GetUtcNow(), letter.FailedAt);
        Assert.Equal((0, 1), (test.Statistics().Ready, test.Statistics().DeadLettered));
    }

    [Fact]
    public async Task Should_never_become_a_dead_letter_while_attempts_are_unlimited()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 1 });
        await test.PublishAsync("x");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var delivery = await test.ReceiveOneAsync();
            Assert.Equal(attempt, delivery.DeliveryCount);
            await test.Broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero, _failure, unlimited: true);
        }

        Assert.Equal(1, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_become_a_dead_letter_at_once_when_told_so()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        var changed = new List<DeadLetter>();
        test.Broker.DeadLetterChanged += changed.Add;
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, _failure);

        var letter = await test.TheDeadLetterAsync();
        Assert.Equal((_failure, 1), (letter.Failure, letter.Attempts));
        Assert.Equal([letter], changed);
        var content = await test.Broker.FindDeadLetterAsync(letter.Id);
        Assert.Equal("x"u8.ToArray(), content!.Message.Body.ToArray());
        Assert.Equal(["failed"], content.History.Select(h => h.What));
        Assert.Equal(1, await test.Broker.CountDeadLettersAsync(DeadLetterStatus.Failed));
    }

    [Fact]
    public async Task Should_refuse_a_negative_delay_and_keep_the_lease()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        var token = (await test.ReceiveOneAsync()).LeaseToken;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Broker.RetryAsync(token, TimeSpan.FromSeconds(-1)));

        await test.Broker.AcknowledgeAsync(token);
    }

    [Fact]
    public async Task Should_survive_a_listener_that_throws()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        test.Broker.DeadLetterChanged += _ => throw new InvalidOperationException("A page has a bug.");
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, _failure).Soon();

        await test.PublishAsync("y");
        Assert.Equal(["y"], await test.ReceiveTextsAsync());
    }
}
