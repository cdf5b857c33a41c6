using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_a_dead_letter_is_looked_up_by_its_message
{
    [Fact]
    public async Task Should_find_that_of_the_queue_and_no_other()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        var message = (await test.LetterAsync(ids[1])).MessageId;

        Assert.Equal(ids[1], (await test.Broker.FindDeadLetterAsync(Queue, message))!.DeadLetter.Id);
        Assert.Null(await test.Broker.FindDeadLetterAsync("another", message));
        Assert.Null(await test.Broker.FindDeadLetterAsync(Queue, "another"));
    }
}
