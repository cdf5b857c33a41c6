using Messaging;
using Unit.Support;
using static Unit.Messaging.When_anything_is_done_in_any_order;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

/// <summary>Does each step to both, and compares.</summary>
internal sealed class ModelRun(TestBroker test, BrokerModel model)
{
    // Every token that was ever given: most settlements of a long run are of stale ones.
    private readonly List<string> _tokens = [];
    private int _published;

    public async Task DoAsync(Step step)
    {
        var seconds = TimeSpan.FromSeconds(step.Number);
        switch (step.Kind)
        {
            case Kind.Publish or Kind.PublishLater:
                var delay = step.Kind == Kind.Publish ? TimeSpan.Zero : seconds;
                var id = $"m-{++_published}";
                await test.Broker.PublishAsync([Text("", id: id, due: test.Time.GetUtcNow() + delay)]).Soon();
                model.Publish(id, delay);
                break;
            case Kind.Receive:
                await ReceiveAsync(1 + (step.Number % 4));
                break;
            case Kind.Acknowledge:
                await SettleAsync(step.Number, t => test.Broker.AcknowledgeAsync(t), model.Acknowledge);
                break;
            case Kind.Retry:
                await SettleAsync(step.Number, t => test.Broker.RetryAsync(t, TimeSpan.Zero), t => model.Fail(t, TimeSpan.Zero));
                break;
            case Kind.RetryLater:
                await SettleAsync(step.Number, t => test.Broker.RetryAsync(t, seconds), t => model.Fail(t, seconds));
                break;
            case Kind.DeadLetter:
                await SettleAsync(step.Number, t => test.Broker.DeadLetterAsync(t, new Failure("no")), t => model.Fail(t, null));
                break;
            case Kind.Advance:
                await test.AdvanceAsync(seconds);
                model.Advance(seconds);
                break;
            case Kind.Replay:
                await ReplayAsync(step.Number);
                break;
            case Kind.Pause:
                model.Paused = !model.Paused;
                await (model.Paused ? test.Broker.PauseAsync(Queue) : test.Broker.ResumeAsync(Queue)).Soon();
                break;
            case Kind.Purge:
                Assert.Equal(model.Purge(), await test.Broker.PurgeAsync(Queue).Soon());
                break;
            case Kind.Restart:
                await test.RestartAsync();
                model.Restart();
                break;
            case Kind.Crash:
                await test.CrashAsync();
                model.Restart();
                break;
        }

        var actual = test.Statistics();
        Assert.Equal(
            (model.Ready.Count, model.Leased.Count, model.Scheduled.Count, model.DeadLetters.Values.Count(l => l.Status == DeadLetterStatus.Failed)),
            (actual.Ready, actual.Leased, actual.Scheduled, actual.DeadLettered));
    }

    public async Task CheckDeadLettersAsync()
    {
        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery(Limit: 1000));
        Assert.Equal(
            model.DeadLetters.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => (l.Key, l.Value.Status, l.Value.Attempts)),
            letters.OrderBy(l => l.MessageId, StringComparer.Ordinal).Select(l => (l.MessageId, l.Status, l.Attempts)));
    }

    private async Task ReceiveAsync(int max)
    {
        // The broker's writer refills the window after it has answered.
        await test.SettleAsync();
        var deliveries = await test.ReceiveAsync(max);
        Assert.Equal(model.Paused ? 0 : Math.Min(max, model.Ready.Count), deliveries.Count);
        foreach (var delivery in deliveries)
        {
            _tokens.Add(delivery.LeaseToken);
            var expected = model.Receive(delivery.LeaseToken)!;
            Assert.Equal(
                (expected.Id, expected.Attempts + 1, expected.Attempts + 1 - expected.AllowanceFrom),
                (delivery.Message.Id, delivery.DeliveryCount, delivery.Attempt));
        }
    }

    private async Task SettleAsync(int number, Func<string, Task> broker, Action<string> ofModel)
    {
        if (_tokens.Count == 0)
            return;
        var token = _tokens[^(1 + (number % _tokens.Count))];
        if (model.Leased.ContainsKey(token))
        {
            await broker(token).Soon();
            ofModel(token);
        }
        else
        {
            await Assert.ThrowsAsync<LeaseLostException>(() => broker(token));
        }
    }

    private async Task ReplayAsync(int number)
    {
        if (model.DeadLetters.Count == 0)
            return;
        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery(Limit: 1000));
        var letter = letters[number % letters.Count];
        Assert.Equal(model.DeadLetters[letter.MessageId].Status, letter.Status);
        if (letter.Status == DeadLetterStatus.Failed)
        {
            await test.Broker.ReplayAsync(letter.Id, "me").Soon();
            model.Replay(letter.MessageId);
        }
        else
        {
            await Assert.ThrowsAsync<DeadLetterStateException>(() => test.Broker.ReplayAsync(letter.Id, "me"));
        }
    }
}
