using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging.Consumers;

public sealed class When_a_queue_has_a_backlog : IDisposable
{
    private const string Queue = "greetings";

    private readonly GreetDesk _desk = new();
    private readonly SemaphoreSlim _go = new(0);

    public When_a_queue_has_a_backlog() => _desk.Work = (_, _, _) => _go.WaitAsync(Deadline.Generous, CancellationToken.None);

    public void Dispose() => _go.Dispose();

    [Fact]
    public async Task Should_be_handled_by_more_consumers_up_to_the_maximum_and_by_fewer_when_it_is_over()
    {
        await using var test = await StartAsync(1, 6);
        await Deadline.Until(() => Consumers(test) == (1, 0));
        await SendAsync(test, 20);
        await Deadline.Until(() => Consumers(test) == (6, 6) && _desk.MostAtOnce == 6, () => test.Time.Advance(TimeSpan.FromMilliseconds(50)));

        _go.Release(100);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 20);
        await Deadline.Until(() => Consumers(test) == (1, 0), () => test.Time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal(6, _desk.MostAtOnce);
    }

    [Fact]
    public async Task Should_be_handled_by_the_minimum_from_the_start()
    {
        await using var test = await StartAsync(3, 6);
        await SendAsync(test, 3);

        await Deadline.Until(() => _desk.Seen.Count == 3);
        _go.Release(100);
    }

    [Fact]
    public async Task Should_follow_limits_that_are_changed_while_it_runs()
    {
        await using var test = await StartAsync(1, 2);
        await SendAsync(test, 50);
        await Deadline.Until(() => Consumers(test) == (2, 2), () => test.Time.Advance(TimeSpan.FromMilliseconds(50)));

        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions { MinConsumers = 5, MaxConsumers = 5 });
        _go.Release(2);
        await Deadline.Until(() => Consumers(test) == (5, 5) && _desk.MostAtOnce == 5, () => test.Time.Advance(TimeSpan.FromMilliseconds(50)));

        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions { MinConsumers = 1, MaxConsumers = 1 });
        await Deadline.Until(() => Consumers(test) == (1, 1), () =>
        {
            test.Time.Advance(TimeSpan.FromMilliseconds(50));
            _go.Release();
        });
        Assert.InRange(_desk.Seen.Count, 7, 49);
        Assert.Equal(5, _desk.MostAtOnce);
        _go.Release(100);
    }

    [Fact]
    public async Task Should_follow_a_higher_limit_also_while_every_handler_takes_long()
    {
        await using var test = await StartAsync(1, 1);
        await SendAsync(test, 10);
        await Deadline.Until(() => Consumers(test) == (1, 1));
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions { MinConsumers = 1, MaxConsumers = 3 });

        await Deadline.Until(() => _desk.MostAtOnce == 3, () => test.Time.Advance(TimeSpan.FromMilliseconds(50)));
        _go.Release(100);
    }

    [Fact]
    public async Task Should_be_leased_only_as_far_as_it_is_handled()
    {
        await using var test = await StartAsync(2, 2);
        await SendAsync(test, 20);
        await Deadline.Until(() => _desk.Seen.Count == 2);

        Assert.Equal((18, 2), (test.Broker.Statistics(Queue)!.Ready, test.Broker.Statistics(Queue)!.Leased));
        _go.Release(100);
    }

    [Fact]
    public async Task Should_be_leased_beyond_that_by_the_prefetch_and_handled_in_order()
    {
        await using var test = await StartAsync(1, 1, prefetch: 5);
        await test.Broker.PauseAsync(Queue);
        await SendAsync(test, 20);
        await test.Broker.ResumeAsync(Queue);
        await Deadline.Until(() => _desk.Seen.Count == 1);
        Assert.Equal((14, 6), (test.Broker.Statistics(Queue)!.Ready, test.Broker.Statistics(Queue)!.Leased));
        _go.Release(100);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 20);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), _desk.Seen.Select(seen => seen.Name));
    }

    [Fact]
    public async Task Should_stay_in_the_queue_where_it_was_prefetched_and_not_begun_when_the_host_stops()
    {
        await using var test = await StartAsync(1, 1, prefetch: 5);
        await test.Broker.PauseAsync(Queue);
        await SendAsync(test, 4);
        await test.Broker.ResumeAsync(Queue);
        await Deadline.Until(() => _desk.Seen.Count == 1);
        var stopping = test.StopAsync();
        _go.Release(100);
        await stopping.Soon();

        Assert.Single(_desk.Seen);
        Assert.Equal((3, 0), (test.Broker.Statistics(Queue)!.Ready, test.Broker.Statistics(Queue)!.Leased));
    }

    [Fact]
    public async Task Should_keep_the_leases_of_what_was_prefetched_while_it_waits()
    {
        await using var test = await StartAsync(1, 1, prefetch: 5);
        await test.Broker.PauseAsync(Queue);
        await SendAsync(test, 4);
        await test.Broker.ResumeAsync(Queue);
        await Deadline.Until(() => _desk.Seen.Count == 1);
        for (var i = 0; i < 20; i++)
            test.Time.Advance(TimeSpan.FromSeconds(10));
        _go.Release(100);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 4);

        Assert.All(_desk.Seen, seen => Assert.Equal(1, seen.DeliveryCount));
    }

    [Fact]
    public async Task Should_run_in_no_context_of_whoever_caused_a_consumer()
    {
        var local = new AsyncLocal<string?>();
        var seen = new List<string?>();
        _desk.Work = (_, _, _) =>
        {
            lock (seen)
                seen.Add(local.Value);
            local.Value = "left behind by a handler";
            return Task.CompletedTask;
        };
        local.Value = "the starter's";
        await using var test = await StartAsync(1, 4);
        await SendAsync(test, 50);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 50, () => test.Time.Advance(TimeSpan.FromMilliseconds(50)));

        Assert.All(seen, Assert.Null);
    }

    private static (int Consumers, int Busy) Consumers(TestHost test) =>
        test.Consumers.Status(Queue) is { } status ? (status.Consumers, status.Busy) : default;

    private static Task<IReadOnlyList<int>> SendAsync(TestHost test, int count) => test.Broker.PublishAsync([.. Enumerable.Range(0, count).Select(i => new OutgoingMessage(
        Destination.Queue(Queue), MessageFactory.Create(new Greet($"{i}"), new JsonMessageSerializer(), new Dictionary<string, string>())))]);

    private Task<TestHost> StartAsync(int min, int max, int prefetch = 0) => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, queue =>
        {
            queue.Options = new QueueOptions { Prefetch = prefetch };
            queue.Consumers(min, max).Handle<Greet, GreetHandler>();
        }),
        services => services.AddSingleton(_desk));
}
