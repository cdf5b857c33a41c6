using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging;

[Collection(FaultPoints.Name)]
public sealed class When_a_request_is_made
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30.125); // as nobody else waits: see FiresIn

    private readonly GreetDesk _desk = new();

    [Fact]
    public async Task Should_be_answered_with_the_reply_to_this_very_request()
    {
        await using var test = await StartAsync(answer: true);
        var requests = Enumerable.Range(0, 20).Select(i => RequestAsync(test, $"{i}"));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Hello {i}"), (await Task.WhenAll(requests).Soon()).Select(r => r.Text));
    }

    [Fact]
    public async Task Should_time_out_when_no_reply_comes()
    {
        await using var test = await StartAsync(answer: false);
        var request = RequestAsync(test, "Ada");
        await Deadline.Until(() => _desk.Seen.Count == 1 && test.Time.FiresIn(_timeout));
        test.Time.Advance(_timeout - TimeSpan.FromSeconds(1));
        Assert.False(request.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(1));

        var timeout = await Assert.ThrowsAsync<RequestTimeoutException>(() => request.Soon());
        Assert.Equal(("greetings", _timeout), (timeout.Queue, timeout.Timeout));
    }

    [Fact]
    public async Task Should_drop_a_reply_that_comes_too_late_and_answer_the_next_request()
    {
        await using var test = await StartAsync(answer: false);
        var late = RequestAsync(test, "late");
        await Deadline.Until(() => _desk.Seen.Count == 1 && test.Time.FiresIn(_timeout));
        test.Time.Advance(_timeout);
        await Assert.ThrowsAsync<RequestTimeoutException>(() => late.Soon());

        await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue("replies"), new Message("x", default))]);
        Answer(test);
        Assert.Equal("Hello Ada", (await RequestAsync(test, "Ada").Soon()).Text);
        await Deadline.Until(() => test.Broker.Statistics("replies")!.Acknowledged == 2);
    }

    [Fact]
    public async Task Should_refuse_a_request_to_nowhere_at_once()
    {
        await using var test = await StartAsync(answer: true);

        await Assert.ThrowsAsync<UnknownQueueException>(
            () => test.Bus.RequestAsync("nowhere", new Message("x", default), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Should_be_answered_also_after_a_commit_had_failed()
    {
        await using var test = await StartAsync(answer: true);
        await RequestAsync(test, "first").Soon();

        // The next commit is the acknowledgement of a reply that nobody waits for; it fails.
        await Deadline.Until(() => test.Broker.Statistics("replies")!.Acknowledged == 1);
        var hits = 0;
        using (FaultPoints.On(name =>
        {
            if (name == "broker-before-commit" && Interlocked.Increment(ref hits) == 2)
                throw new IOException("The disk is on fire.");
        }))
        {
            await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue("replies"), new Message("x", default))]);
            await Deadline.Until(() => hits >= 2);
        }

        var request = RequestAsync(test, "second");
        await Deadline.Until(() => request.IsCompleted, () => test.Time.Advance(TimeSpan.FromMilliseconds(100)));
        Assert.Equal("Hello second", (await request).Text);
    }

    private static Task<Greeting> RequestAsync(TestHost test, string name) =>
        test.Bus.RequestAsync<Greet, Greeting>(new Greet(name), _timeout);

    private void Answer(TestHost test) =>
        _desk.Work = (greet, context, token) => test.Bus.ReplyAsync(context, new Greeting($"Hello {greet.Name}"), token);

    private async Task<TestHost> StartAsync(bool answer)
    {
        var test = await TestHost.StartAsync(
            messaging => messaging.Queue("greetings", queue => queue.Handle<Greet, GreetHandler>()),
            services => services.AddSingleton(_desk));
        if (answer)
            Answer(test);
        return test;
    }
}
