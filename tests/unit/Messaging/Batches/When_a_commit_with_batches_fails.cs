using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

[Collection(FaultPoints.Name)]
public sealed class When_a_commit_with_batches_fails
{
    private const string Before = "broker-before-commit";
    private const string After = "broker-after-commit";

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var what in new[] { "acknowledge", "retry", "retry later", "dead-letter", "purge", "publish" })
            {
                cases.Add(what, Before);
                cases.Add(what, After);
            }

            return cases;
        }
    }

    /// <summary>Twice in a row, and then again without a fault; memory and disk must agree each time.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Should_agree_with_the_disk(string what, string place)
    {
        await using var test = await StartAsync();
        var expected = BatchTests.Texts(40).Except(["1", "21"]).ToHashSet();
        await test.PublishAsync(BatchTests.Texts(20));
        await test.PublishAsync(BatchTests.Texts(20, 20));
        await test.AcknowledgeAsync(await test.ReceiveAsync(25), d => Text(d) is "1" or "21");
        await test.RestartAsync();
        var leased = await test.ReceiveAsync(30);

        for (var round = 0; round < 3; round++)
        {
            // After a commit of unknown outcome every lease has ended.
            if (place == After && round > 0)
                leased = await test.ReceiveAsync(30);
            var deliveries = leased.Where(d => BatchTests.Number(d) < 30 && BatchTests.Number(d) % 10 == 2 + round).ToList();
            Assert.Equal(3, deliveries.Count);
            if (round < 2)
            {
                using (FaultPoints.Throw(place))
                    await Assert.ThrowsAsync<BrokerUnavailableException>(() => DoAsync(deliveries, round));
            }
            else
            {
                await DoAsync(deliveries, round);
            }

            if (place == After || round == 2)
                Note(deliveries, round);
            await test.SettleAsync();
            var now = test.Statistics();
            Assert.Equal(expected.Count, now.Ready + now.Leased + now.Scheduled);
        }

        await test.RestartAsync();
        Assert.Equal(expected.Count, test.Statistics().Ready + test.Statistics().Scheduled);
        var drained = await test.DrainAsync();
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        drained.AddRange(await test.DrainAsync());
        Assert.Equal(expected.Order(), drained.Order());
        Assert.Equal((0, 0, 0), test.Rows());

        Task DoAsync(List<Delivery> deliveries, int round) => what switch
        {
            "acknowledge" => test.AcknowledgeAsync(deliveries),
            "retry" => test.Broker.RetryAsync(deliveries[1].LeaseToken, TimeSpan.Zero),
            "retry later" => test.Broker.RetryAsync(deliveries[1].LeaseToken, TimeSpan.FromMinutes(round + 1)),
            "dead-letter" => test.Broker.DeadLetterAsync(deliveries[1].LeaseToken, new Failure("no")),
            "purge" => test.Broker.PurgeAsync(Queue),
            _ => test.PublishAsync(BatchTests.Texts(10, 100 * (round + 1))),
        };

        void Note(List<Delivery> deliveries, int round)
        {
            switch (what)
            {
                case "acknowledge":
                    expected.ExceptWith(deliveries.Select(Text));
                    break;
                case "dead-letter":
                    expected.Remove(Text(deliveries[1]));
                    break;
                case "purge":
                    expected.IntersectWith(leased.Select(Text));
                    break;
                case "publish":
                    expected.UnionWith(BatchTests.Texts(10, 100 * (round + 1)));
                    break;
            }
        }
    }

    [Theory]
    [InlineData(Before)]
    [InlineData(After)]
    public async Task Should_let_them_expire_later(string place)
    {
        await using var test = await StartAsync();
        await test.PublishAsync([.. BatchTests.Texts(20).Select(t => Expiring(t, test.Time.GetUtcNow().AddMinutes(BatchTests.Texts(7).Contains(t) ? 1 : 9)))]);
        using (FaultPoints.Throw(place))
            await Unit.Support.Deadline.Until(() => test.Statistics().Ready == 13, () => test.Time.Advance(TimeSpan.FromSeconds(1)));

        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(13, 7), await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }
}
