using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

public sealed class When_a_process_ended_with_parts_of_batches_in_hand
{
    [Fact]
    public async Task Should_count_the_attempt_of_those_deliver_them_alone_and_the_others_as_before()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(12));
        await test.PublishAsync(BatchTests.Texts(12, 12));
        var leased = await test.ReceiveAsync(15);
        await test.AcknowledgeAsync(leased, d => BatchTests.Number(d) is not (2 or 5 or 13));
        await test.CrashAsync();
        Assert.Equal((3, 1, 1), test.Rows());
        Assert.Equal(12, test.Statistics().Ready);

        var first = Assert.Single(await test.ReceiveAsync());
        Assert.Equal(("2", 2, 1), (Text(first), first.DeliveryCount, first.Attempt));
        Assert.Equal(BatchTests.Texts(9, 15), await test.ReceiveTextsAsync());

        // The one in hand is held against it now; the nine are only near it, and so are the two that wait for their turn.
        await test.CrashAsync();
        Assert.Equal((12, 0, 0), test.Rows());
        var seen = new List<(string, int, int)>();
        while (await test.ReceiveAsync() is [var delivery])
        {
            seen.Add((Text(delivery), delivery.DeliveryCount, delivery.Attempt));
            await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
        }

        Assert.Equal(
            [("2", 3, 2), ("5", 2, 1), ("13", 2, 1), .. BatchTests.Texts(9, 15).Select(t => (t, 2, 1))],
            seen.OrderBy(s => int.Parse(s.Item1, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((0, 0, 0), test.Rows());
        await test.CrashAsync();
        Assert.Equal(0, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_make_the_only_one_in_hand_a_dead_letter_and_leave_its_batch()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 1 });
        await test.PublishAsync(BatchTests.Texts(10));
        await test.AcknowledgeAsync(await test.ReceiveAsync(4));
        await test.ReceiveOneAsync();

        await test.CrashAsync();

        Assert.Equal("4", System.Text.Encoding.UTF8.GetString((await test.Broker.FindDeadLetterAsync((await test.TheDeadLetterAsync()).Id))!.Message.Body.Span));
        Assert.Equal((0, 1, 1), test.Rows());
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(5, 5), await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_find_many_in_many_batches_and_lose_none()
    {
        const int count = 3000;
        await using var test = await StartAsync();
        for (var i = 0; i < count; i += 30)
            await test.PublishAsync(BatchTests.Texts(30, i));
        var leased = new List<Delivery>();
        while (leased.Count < count)
            leased.AddRange(await test.ReceiveAsync(1000));
        await test.AcknowledgeAsync(leased, d => BatchTests.Number(d) % 30 is 0 or 29 || BatchTests.Number(d) / 30 % 5 == 1);
        var left = leased.Select(BatchTests.Number).Where(n => n % 30 is > 0 and < 29 && n / 30 % 5 != 1).ToList();

        await test.CrashAsync();
        Assert.Equal((left.Count, 0, 0), test.Rows());
        Assert.Equal(left.Count, test.Statistics().Ready);
        await test.CrashAsync();

        var seen = new List<int>();
        while (await test.ReceiveAsync() is { Count: > 0 } deliveries)
        {
            Assert.Equal(2, Assert.Single(deliveries).DeliveryCount);
            seen.Add(BatchTests.Number(deliveries[0]));
            await test.AcknowledgeAsync(deliveries);
        }

        Assert.Equal(left, seen.Order());
        Assert.Equal((0, 0, 0), test.Rows());
    }
}
