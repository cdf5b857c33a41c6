using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

/// <summary>It is on the disk, and the ledger of what is in hand does not know yet.</summary>
[Collection(FaultPoints.Name)]
public sealed class When_the_process_ends_right_after_an_acknowledge
{
    [Fact]
    public async Task Should_not_hold_against_a_message_of_a_batch_what_was_handled()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 1 });
        await test.PublishAsync(BatchTests.Texts(10));
        var delivery = await test.ReceiveOneAsync();

        await CrashWhileAsync(test, () => test.AcknowledgeAsync([delivery]));

        Assert.Empty(await test.Broker.ListDeadLettersAsync(new DeadLetterQuery()));
        Assert.Equal(BatchTests.Texts(9, 1), await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }

    // Whichever of them the ledger names last.
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Should_not_bring_back_the_one_whose_batch_the_others_in_hand_have_left_meanwhile(int handled)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(10));
        var deliveries = await test.ReceiveAsync();
        await test.AcknowledgeAsync(deliveries, d => BatchTests.Number(d) < 7);

        await CrashWhileAsync(test, () => test.AcknowledgeAsync([deliveries[handled]]));

        Assert.Equal((2, 0, 0), test.Rows());
        Assert.Equal(BatchTests.Texts(3, 7).Except([$"{handled}"]), (await test.DrainAsync()).Order());
        Assert.Equal(0, test.Statistics().Ready);
        await test.RestartAsync();
        Assert.Equal(0, test.Statistics().Ready);
    }

    /// <summary>Goes on with the files as they are after the commit and before anything else.</summary>
    private static async Task CrashWhileAsync(TestBroker test, Func<Task> acknowledge)
    {
        using var held = new HeldCommit();
        var acknowledging = Task.Run(acknowledge);
        await held.ReachedAsync();
        var crashing = test.CrashAsync(); // the copy is made when this returns
        held.GoOn();
        await Task.WhenAll(acknowledging, crashing).Soon();
    }
}
