using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_full_queue_keeps_dead_letters
{
    [Fact]
    public async Task Should_confirm_what_is_too_much_as_a_dead_letter()
    {
        await using var test = await StartAsync(new QueueOptions { MaxLength = 2, WhenFull = WhenFull.DeadLetter });

        Assert.Equal([1, 1, 0], await test.Broker.PublishAsync([Text("a"), Text("b"), Text("c")]));

        Assert.Equal(["a", "b"], await test.ReceiveTextsAsync());
        var letter = await test.TheDeadLetterAsync();
        Assert.Equal((DeadLetterReasons.QueueFull, 1), (letter.Failure.Reason, test.Statistics().DeadLettered));
        await test.Broker.ReplayAsync(letter.Id, "me");
        Assert.Equal(["c"], await test.ReceiveTextsAsync());
    }
}
