using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging.Consumers;

public sealed class When_something_downstream_is_out
{
    private const string Queue = "greetings";

    private readonly GreetDesk _desk = new();
    private volatile bool _isOut = true;

    public When_something_downstream_is_out() => _desk.Work = (_, _, _) => _isOut
        ? throw new DownstreamUnavailableException("pens", "503")
        : Task.CompletedTask;

    [Fact]
    public async Task Should_leave_the_others_in_the_queue_neither_leased_nor_tried()
    {
        await using var test = await StartAsync();
        await OpenAsync(test);
        var tried = _desk.Seen.Count;
        for (var i = 0; i < 50; i++)
            await test.Bus.SendAsync(new Greet($"waiting {i}"));

        var statistics = test.Broker.Statistics(Queue)!;
        Assert.Equal((50, 0), (statistics.Ready, statistics.Leased));
        Assert.Equal(tried, _desk.Seen.Count);
    }

    [Fact]
    public async Task Should_try_one_message_at_a_time_after_a_growing_delay()
    {
        await using var test = await StartAsync();
        await OpenAsync(test);
        for (var i = 0; i < 20; i++)
            await test.Bus.SendAsync(new Greet($"waiting {i}"));
        var before = _desk.Seen.Count;
        for (var probe = 1; probe <= 6; probe++)
        {
            var next = Circuit(test).NextProbeAt!.Value - test.Time.GetUtcNow();
            var longest = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, probe - 1), 5));
            Assert.InRange(next, longest / 2, longest);

            test.Time.Advance(next - TimeSpan.FromMilliseconds(1));
            Assert.Equal(before + probe - 1, _desk.Seen.Count);
            await Deadline.Until(
                () => _desk.Seen.Count == before + probe && Circuit(test) is { State: CircuitState.Open },
                () => test.Time.Advance(TimeSpan.FromMilliseconds(_desk.Seen.Count < before + probe ? 1 : 0)));
        }

        Assert.Equal(0, test.Broker.Statistics(Queue)!.DeadLettered);
    }

    [Fact]
    public async Task Should_resume_in_full_with_the_first_success()
    {
        await using var test = await StartAsync();
        await OpenAsync(test);
        for (var i = 0; i < 20; i++)
            await test.Bus.SendAsync(new Greet($"waiting {i}"));
        using var go = new SemaphoreSlim(0);
        var first = 1;
        _desk.Work = (_, _, _) => Interlocked.Exchange(ref first, 0) == 1 ? Task.CompletedTask : go.WaitAsync(Deadline.Generous, CancellationToken.None);
        await ProbeAsync(test, () => test.Consumers.Status(Queue)!.Busy == 4);

        Assert.Empty(test.Consumers.Status(Queue)!.Circuits);
        Assert.Equal(CircuitState.Closed, test.Consumers.Status(Queue)!.State);
        go.Release(100);
        _isOut = false;
        await ProbeAsync(test, () => test.Broker.Statistics(Queue) is { Ready: 0, Leased: 0, Scheduled: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task Should_not_hold_the_outage_against_a_message()
    {
        await using var test = await StartAsync(attempts: 2);
        await OpenAsync(test);
        for (var probe = 0; probe < 10; probe++)
        {
            var before = _desk.Seen.Count;
            await ProbeAsync(test, () => _desk.Seen.Count > before);
        }

        _isOut = false;
        await ProbeAsync(test, () => test.Broker.Statistics(Queue)!.Acknowledged == 3);
        Assert.Equal(0, test.Broker.Statistics(Queue)!.DeadLettered);
    }

    [Fact]
    public async Task Should_not_take_the_success_of_others_for_the_end_of_it()
    {
        // The event's handler never calls what is out.
        _desk.Work = (message, _, _) => message.Name.StartsWith("event", StringComparison.Ordinal) || !_isOut
            ? Task.CompletedTask
            : throw new DownstreamUnavailableException("pens", "503");
        await using var test = await StartAsync();
        await OpenAsync(test);
        var opened = Circuit(test).Since;
        for (var i = 0; i < 5; i++)
            await test.Bus.PublishAsync(new Greeted($"event {i}"));

        // They are handled when it is time to probe, one after the other, and without a delay between them.
        await ProbeAsync(test, () => test.Broker.Statistics(Queue)!.Acknowledged == 5);
        Assert.NotEqual(CircuitState.Closed, Circuit(test).State);
        Assert.Equal(opened, Circuit(test).Since);
    }

    [Fact]
    public async Task Should_not_take_a_late_success_for_the_end_of_it()
    {
        using var go = new SemaphoreSlim(0);
        _desk.Work = (message, _, _) => message.Name == "late"
            ? go.WaitAsync(Deadline.Generous, CancellationToken.None)
            : throw new DownstreamUnavailableException("pens", "503");
        await using var test = await StartAsync();
        await test.Bus.SendAsync(new Greet("late"));
        await Deadline.Until(() => _desk.Seen.Count == 1);
        await OpenAsync(test);
        go.Release();
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);

        Assert.Equal(CircuitState.Open, Circuit(test).State);
        go.Release(10);
    }

    [Fact]
    public async Task Should_say_what_is_out_since_when_and_why()
    {
        await using var test = await StartAsync();
        var since = test.Time.GetUtcNow();
        await OpenAsync(test);

        var circuit = Circuit(test);
        Assert.Equal(("pens", CircuitState.Open, since, 3, "503"), (circuit.Downstream, circuit.State, circuit.Since, circuit.Failures, circuit.Error));
        Assert.Equal(CircuitState.Open, Assert.Single(test.Consumers.Status()).State);
        Assert.Null(test.Consumers.Status("unheard-of"));
    }

    [Fact]
    public async Task Should_not_be_taken_for_out_after_failures_that_are_not_in_a_row()
    {
        _desk.Work = (message, context, _) => message.Name == "bad" && context.DeliveryCount == 1
            ? throw new DownstreamUnavailableException("pens", "503")
            : Task.CompletedTask;
        await using var test = await StartAsync();
        for (var i = 1; i <= 6; i++)
        {
            await test.Bus.SendAsync(new Greet("bad"));
            await Deadline.Until(() => test.Broker.Statistics(Queue)!.Scheduled == i);
            await test.Bus.SendAsync(new Greet("good"));
            await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == i);
        }

        Assert.Empty(test.Consumers.Status(Queue)!.Circuits);
    }

    [Fact]
    public async Task Should_give_back_what_was_prefetched()
    {
        using var go = new SemaphoreSlim(0);
        _desk.Work = async (_, _, _) =>
        {
            await go.WaitAsync(Deadline.Generous, CancellationToken.None);
            throw new DownstreamUnavailableException("pens", "503");
        };
        await using var test = await StartAsync(prefetch: 100);
        await test.Broker.PauseAsync(Queue);
        for (var i = 0; i < 20; i++)
            await test.Bus.SendAsync(new Greet($"{i}"));
        await test.Broker.ResumeAsync(Queue);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Leased == 20 && _desk.Seen.Count == 4);
        go.Release(4);

        // Those whose message failed first may have begun another one before the circuit opened.
        await Deadline.Until(() => test.Consumers.Status(Queue) is { State: CircuitState.Open } status
            && test.Broker.Statistics(Queue)!.Leased == status.Busy && _desk.Seen.Count == 4 + status.Busy);
        Assert.InRange(test.Broker.Statistics(Queue)!.Ready, 20 - 4 - 3, 20 - 4);
        go.Release(100);
    }

    [Fact]
    public async Task Should_go_on_with_other_keys_while_the_one_that_was_tried_waits()
    {
        await using var test = await StartAsync();
        await OpenAsync(test);
        await SendInOrderAsync(test, "a1", "a");
        await SendInOrderAsync(test, "a2", "a");
        await SendInOrderAsync(test, "b1", "b");
        await ProbeAsync(test, () => _desk.Seen.Any(seen => seen.Name == "a1"));
        Assert.DoesNotContain(_desk.Seen, seen => seen.Name == "a2");
        _isOut = false;
        await ProbeAsync(test, () => test.Broker.Statistics(Queue)!.Acknowledged == 6);

        var order = _desk.Seen.Select(seen => seen.Name).Where(name => name.StartsWith('a')).ToArray();
        Assert.Equal(["a1", "a2"], order.Distinct());
        Assert.Single(order, name => name == "a2");
    }

    private static Task<IReadOnlyList<int>> SendInOrderAsync(TestHost test, string name, string key) => test.Broker.PublishAsync([new OutgoingMessage(
        Destination.Queue(Queue),
        MessageFactory.Create(
            new Greet(name), new JsonMessageSerializer(), new Dictionary<string, string> { [MessageHeaders.OrderingKey] = key }))]);

    private static CircuitStatus Circuit(TestHost test) => Assert.Single(test.Consumers.Status(Queue)!.Circuits);

    /// <summary>Lets three messages fail.</summary>
    private static async Task OpenAsync(TestHost test)
    {
        for (var i = 0; i < 3; i++)
            await test.Bus.SendAsync(new Greet($"failing {i}"));
        await Deadline.Until(() => test.Consumers.Status(Queue) is { State: CircuitState.Open } && test.Broker.Statistics(Queue)!.Scheduled == 3);
    }

    private static Task ProbeAsync(TestHost test, Func<bool> until) =>
        Deadline.Until(until, () => test.Time.Advance(TimeSpan.FromMilliseconds(100)));

    private Task<TestHost> StartAsync(int attempts = 3, int prefetch = 0) => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, queue =>
        {
            queue.Options = new QueueOptions { MaxDeliveryAttempts = attempts, Prefetch = prefetch };
            queue.Consumers(4, 4).Handle<Greet, GreetHandler>().Handle<Greeted, GreetedHandler>();
        }),
        services => services.AddSingleton(_desk));
}
