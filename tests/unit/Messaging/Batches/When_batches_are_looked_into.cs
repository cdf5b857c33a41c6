using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

public sealed class When_batches_are_looked_into
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(1000)]
    public async Task Should_show_all_that_are_left_in_order_page_by_page(int page)
    {
        await using var test = await StartAsync();
        for (var i = 0; i < 60; i += 20)
        {
            await test.PublishAsync(BatchTests.Texts(10, i));
            await test.PublishAsync($"{i + 10}");
            await test.PublishAsync([.. BatchTests.Texts(9, i + 11).Select((t, n) => n % 3 == 0 ? Text(t, due: test.Time.GetUtcNow().AddMinutes(60 - n)) : Text(t))]);
        }

        var leased = await test.ReceiveAsync(30);
        await test.AcknowledgeAsync(leased, d => BatchTests.Number(d) is 2 or 5 or 9 or 20 or 29);
        await test.Broker.RetryAsync(leased[7].LeaseToken, TimeSpan.FromMinutes(1));
        await test.Broker.RetryAsync(leased[8].LeaseToken, TimeSpan.Zero);

        var found = new List<PeekedMessage>();
        while (await test.Broker.PeekAsync(Queue, found.LastOrDefault()?.Sequence ?? 0, page).Soon() is { Count: > 0 } more)
        {
            Assert.InRange(more.Count, 1, page);
            found.AddRange(more);
        }

        int[] gone = [2, 5, 9, 20, 29];
        Assert.Equal(
            Enumerable.Range(0, 60).Except(gone).Select(i => ($"{i}", i is 7 or 8 ? 1 : 0, i == 7 || i % 20 is 11 or 14 or 17)),
            found.Select(m => (System.Text.Encoding.UTF8.GetString(m.Message.Body.Span), m.Attempts, m.DueAt is not null)));
        Assert.Equal(found.Select(m => m.Sequence), found.Select(m => m.Sequence).Order().Distinct());
    }

    [Theory]
    [InlineData(4)] // there, in the middle of the batch
    [InlineData(5)] // acknowledged
    [InlineData(10)] // the last
    public async Task Should_go_on_after_any_sequence_of_a_batch(long after)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(10));
        await test.PublishAsync(BatchTests.Texts(10, 10));
        await test.AcknowledgeAsync([(await test.ReceiveAsync())[4]]);

        var found = await test.Broker.PeekAsync(Queue, after, 7).Soon();

        Assert.Equal(
            Enumerable.Range(1, 20).Except([5]).Where(sequence => sequence > after).Take(7).Select(sequence => (long)sequence),
            found.Select(m => m.Sequence));
    }
}
