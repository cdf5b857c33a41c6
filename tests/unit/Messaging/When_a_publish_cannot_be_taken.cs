using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_publish_cannot_be_taken
{
    [Fact]
    public async Task Should_refuse_an_unknown_destination_with_all_of_the_batch()
    {
        await using var test = await StartAsync();

        var queue = await Assert.ThrowsAsync<UnknownQueueException>(() => test.Broker.PublishAsync([Text("a"), Text("b", "nowhere")]));
        var topic = await Assert.ThrowsAsync<UnknownTopicException>(() => test.Broker.PublishAsync([Text("a"), Event("nothing", "x")]));

        Assert.Equal(("nowhere", "nothing"), (queue.Queue, topic.Topic));
        Assert.Empty(await test.ReceiveAsync());
        Assert.Empty(await test.Broker.ListDeadLettersAsync(new DeadLetterQuery()));
    }

    [Fact]
    public async Task Should_dead_letter_an_unknown_queue_for_a_sender_that_cannot_be_told()
    {
        await using var test = await StartAsync();

        var reached = await test.Broker.PublishAsync([Text("a", "nowhere", "m-1"), Text("b"), Event("nothing", "x")], Unroutable.DeadLetter);

        Assert.Equal([0, 1, 0], reached);
        Assert.Equal(["b"], await test.ReceiveTextsAsync());
        var letter = await test.TheDeadLetterAsync();
        Assert.Equal(("nowhere", "m-1", DeadLetterReasons.Unroutable), (letter.Queue, letter.MessageId, letter.Failure.Reason));
    }

    [Fact]
    public async Task Should_deliver_an_unroutable_one_once_its_queue_exists_and_it_is_replayed()
    {
        await using var test = await StartAsync();
        await test.Broker.PublishAsync([Text("a", "late")], Unroutable.DeadLetter);
        var id = (await test.TheDeadLetterAsync()).Id;
        await Assert.ThrowsAsync<UnknownQueueException>(() => test.Broker.ReplayAsync(id, "me"));
        await test.Broker.DeclareQueueAsync("late", new QueueOptions());
        Assert.Equal(1, test.Statistics("late").DeadLettered);

        await test.Broker.ReplayAsync(id, "me");

        Assert.Equal(["a"], await test.ReceiveTextsAsync(queue: "late"));
        Assert.Equal(0, test.Statistics("late").DeadLettered);
    }

    [Fact]
    public async Task Should_refuse_a_full_queue_all_or_nothing()
    {
        await using var test = await StartAsync(new QueueOptions { MaxLength = 3 });
        await test.PublishAsync("a");
        await test.PublishLaterAsync("later", TimeSpan.FromDays(1));

        var full = await Assert.ThrowsAsync<QueueFullException>(() => test.PublishAsync("b", "c"));
        Assert.Equal((Queue, 3), (full.Queue, full.MaxLength));
        await test.PublishAsync("d");
        await Assert.ThrowsAsync<QueueFullException>(() => test.PublishAsync("e"));

        var deliveries = await test.ReceiveAsync();
        Assert.Equal(["a", "d"], deliveries.Select(Text));
        await Assert.ThrowsAsync<QueueFullException>(() => test.PublishAsync("leased ones count"));
        await test.Broker.AcknowledgeAsync(deliveries[0].LeaseToken);
        await test.PublishAsync("f");
    }

    [Fact]
    public async Task Should_hold_the_limit_against_publishes_of_the_same_moment()
    {
        await using var test = await StartAsync(new QueueOptions { MaxLength = 25 });

        var publishes = Enumerable.Range(0, 100).Select(i => Task.Run(() => test.PublishAsync($"{i}"))).ToArray();
        await Task.WhenAll(publishes).ContinueWith(_ => { }, TaskScheduler.Default).Soon();

        Assert.Equal(25, publishes.Count(p => p.IsCompletedSuccessfully));
        Assert.Equal(25, (await test.ReceiveAsync()).Count);
    }

    [Fact]
    public async Task Should_refuse_a_body_or_headers_over_the_limit()
    {
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 10 });
        await test.PublishAsync("0123456789");

        var body = await Assert.ThrowsAsync<MessageTooLargeException>(() => test.PublishAsync("ok", "01234567890"));
        Assert.Equal((11, 10), (body.Size, body.Limit));

        var headers = new Dictionary<string, string> { ["x"] = new string('a', 70_000) };
        var large = new OutgoingMessage(Destination.Queue(Queue), new Message("t", default, headers: headers));
        await Assert.ThrowsAsync<MessageTooLargeException>(() => test.Broker.PublishAsync([large]));
        Assert.Equal(["0123456789"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_dead_letter_one_that_is_too_large_for_a_sender_that_cannot_be_told()
    {
        // Refused, it would stand at the head of its outbox for ever.
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 10 });

        var reached = await test.Broker.PublishAsync([Text("01234567890"), Text("b")], Unroutable.DeadLetter);

        Assert.Equal([0, 1], reached);
        Assert.Equal(["b"], await test.ReceiveTextsAsync());
        var letter = await test.TheDeadLetterAsync();
        Assert.Equal((Queue, DeadLetterReasons.TooLarge), (letter.Queue, letter.Failure.Reason));
        Assert.Equal(1, test.Statistics().DeadLettered);
    }

    [Fact]
    public async Task Should_refuse_a_message_without_a_destination_and_nobody_else()
    {
        await using var test = await StartAsync();
        var lost = new OutgoingMessage(default, new Message("t", default));

        var others = Enumerable.Range(0, 50).Select(i => test.PublishAsync($"{i}")).ToArray();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Broker.PublishAsync([lost]));
        await Task.WhenAll(others).Soon();
    }
}
