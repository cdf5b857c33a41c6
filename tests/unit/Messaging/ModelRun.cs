using System.Globalization;
using Messaging;
using Unit.Support;
using static Unit.Messaging.When_anything_is_done_in_any_order;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

/// <summary>Does each step to both, and compares.</summary>
internal sealed class ModelRun(TestBroker test, BrokerModel model)
{
    private static readonly string?[] _keys = [null, "a", "b"];

    // Every token that was ever given: most settlements of a long run are of stale ones.
    private readonly List<string> _tokens = [];
    private readonly Dictionary<string, string?> _keyOf = [];
    private int _published;

    public async Task DoAsync(Step step)
    {
        var seconds = TimeSpan.FromSeconds(step.Number);
        switch (step.Kind)
        {
            case Kind.Publish:
                await PublishAsync(_keys[step.Number % _keys.Length], TimeSpan.Zero, null);
                break;
            case Kind.PublishMany:
                await PublishManyAsync(step.Number);
                break;
            case Kind.PublishLater:
                await PublishAsync(_keys[step.Number % _keys.Length], seconds, null);
                break;
            case Kind.PublishExpiring:
                await PublishAsync(null, TimeSpan.Zero, seconds + TimeSpan.FromSeconds(1));
                break;
            case Kind.Receive:
                await ReceiveAsync(step.Number < 12 ? 1 + (step.Number % 4) : step.Number);
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
                model.Crash();
                break;
        }

        await test.SettleAsync();
        model.Expire();
        var actual = test.Statistics();
        Assert.Equal(
            (model.Ready, model.Leased.Count, model.Scheduled, model.DeadLetters.Values.Count(l => l.Status == DeadLetterStatus.Failed)),
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
        var deliveries = await test.ReceiveAsync(max);
        var expected = model.Paused ? [] : model.Receive(max);
        Assert.Equal(
            expected.Select(m => (m.Id, m.Attempts + 1, m.Attempts + 1 - m.AllowanceFrom)),
            deliveries.Select(d => (d.Message.Id, d.DeliveryCount, d.Attempt)));
        foreach (var (message, delivery) in expected.Zip(deliveries))
        {
            _tokens.Add(delivery.LeaseToken);
            model.Lease(message, delivery.LeaseToken);
        }
    }

    /// <summary>1 to 20 in one call: most of them plain and so in one batch, with some among them that are not, or whose time ends.</summary>
    private async Task PublishManyAsync(int number)
    {
        var messages = new List<OutgoingMessage>();
        for (var i = 0; i < 1 + (number * 19 / 15); i++)
        {
            var key = number % 4 == 1 && i % 4 == 3 ? _keys[1 + (i % 2)] : null;
            var delay = TimeSpan.FromSeconds(number % 4 == 2 && i % 5 == 4 ? i : 0);
            TimeSpan? timeToLive = number % 4 == 3 && i % 3 == 0 ? TimeSpan.FromSeconds(i) + TimeSpan.FromSeconds(1) : null;
            messages.Add(New(key, delay, timeToLive));
        }

        await test.Broker.PublishAsync(messages).Soon();
    }

    private async Task PublishAsync(string? key, TimeSpan delay, TimeSpan? timeToLive) =>
        await test.Broker.PublishAsync([New(key, delay, timeToLive)]).Soon();

    private OutgoingMessage New(string? key, TimeSpan delay, TimeSpan? timeToLive)
    {
        var id = $"m-{++_published}";
        _keyOf[id] = key;
        var headers = new Dictionary<string, string>();
        if (key is not null)
            headers[MessageHeaders.OrderingKey] = key;
        if (timeToLive is { } live)
            headers[MessageHeaders.ExpiresAt] = (test.Time.GetUtcNow() + live).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var message = new Message("text", default, "text/plain", id, headers);
        model.Publish(id, key, delay, timeToLive);
        return new OutgoingMessage(Destination.Queue(Queue), message, test.Time.GetUtcNow() + delay);
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
            model.Replay(letter.MessageId, _keyOf[letter.MessageId]);
        }
        else
        {
            await Assert.ThrowsAsync<DeadLetterStateException>(() => test.Broker.ReplayAsync(letter.Id, "me"));
        }
    }
}
