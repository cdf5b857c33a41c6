using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_queue_grows_large
{
    private const int Kept = 50_000; // from here on its depth is stored, not counted

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_know_its_length_after_every_start_on_both_sides_of_the_line(bool crash)
    {
        await using var test = await StartAsync();
        await FillAsync(test, Kept - 500);
        await ReopenAsync(test, Kept - 500);

        await FillAsync(test, 1000);
        Assert.Equal(Kept + 500, Outside.Scalar(test.File, "SELECT ready FROM depth"));
        await ReopenAsync(test, Kept + 500);

        Assert.Empty(await test.Broker.AcknowledgeAsync(await test.ReceiveAsync(1000)));
        await test.PublishLaterAsync("later", TimeSpan.FromHours(1));
        await ReopenAsync(test, Kept - 500, 1);

        Assert.Equal(Kept - 500, await test.Broker.PurgeAsync(Queue) - 1);
        await ReopenAsync(test, 0);

        async Task ReopenAsync(TestBroker of, long ready, long scheduled = 0)
        {
            await (crash ? of.CrashAsync() : of.RestartAsync());
            Assert.Equal((ready, scheduled), (of.Statistics().Ready, of.Statistics().Scheduled));
        }
    }

    [Fact]
    public async Task Should_give_out_no_sequence_that_a_held_dead_letter_will_need_again()
    {
        await using var test = await StartAsync(new QueueOptions { WhenKeyFails = WhenKeyFails.Hold });
        await test.PublishAsync(Text("before"), Keyed("a", "a1"));
        var taken = await test.ReceiveAsync();
        await test.Broker.AcknowledgeAsync(taken[0].LeaseToken);
        await test.Broker.DeadLetterAsync(taken[1].LeaseToken, new Failure("no"));
        await test.RestartAsync();
        await test.PublishAsync(Keyed("a", "a2"), Keyed("a", "a3"));

        await test.Broker.ReplayAsync((await test.TheDeadLetterAsync()).Id, "me");

        foreach (var expected in new[] { "a1", "a2", "a3" })
        {
            var next = await test.ReceiveOneAsync();
            Assert.Equal(expected, Text(next));
            await test.Broker.AcknowledgeAsync(next.LeaseToken);
        }
    }

    private static async Task FillAsync(TestBroker test, int count)
    {
        for (var left = count; left > 0; left -= 500)
            await test.PublishAsync([.. Enumerable.Range(0, 500).Select(_ => Text("x"))]);
    }
}
