using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging.Consumers;

/// <summary>Whatever fails beside the handler costs at most that delivery, and never the consumer.</summary>
public sealed class When_a_delivery_cannot_be_settled
{
    private const string Queue = "greetings";
    private static readonly Func<Exception> _unavailable = () => new BrokerUnavailableException("The disk is gone.");
    private static readonly Func<Exception> _full = () => new DiskFullException("broker.db");

    private readonly GreetDesk _desk = new();
    private FaultyBroker? _faults;

    public static TheoryData<string, string> Passing => new()
    {
        { nameof(IBroker.AcknowledgeAsync), "unavailable" },
        { nameof(IBroker.AcknowledgeAsync), "full" },
        { nameof(IBroker.RetryAsync), "unavailable" },
        { nameof(IBroker.RetryAsync), "full" },
        { nameof(IBroker.DeadLetterAsync), "unavailable" },
        { nameof(IBroker.DeadLetterAsync), "full" },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Should_be_settled_when_the_store_is_back_and_handled_only_once(string settlement, string why)
    {
        await using var test = await StartAsync();
        Settle(settlement);
        _faults!.Fail(settlement, why == "full" ? _full : _unavailable, times: 4);
        await test.Bus.SendAsync(new Greet("Ada"));

        await Deadline.Until(() => IsSettled(test, settlement), () => test.Time.Advance(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(5, _faults.Calls(settlement));
        Assert.Equal([("Ada", 1)], _desk.Seen);
    }

    [Theory]
    [InlineData(nameof(IBroker.AcknowledgeAsync))]
    [InlineData(nameof(IBroker.RetryAsync))]
    [InlineData(nameof(IBroker.DeadLetterAsync))]
    public async Task Should_come_again_when_the_store_does_not_come_back(string settlement)
    {
        await using var test = await StartAsync();
        Settle(settlement);
        _faults!.Fail(settlement, _unavailable, times: 10);
        await test.Bus.SendAsync(new Greet("Ada"));

        await Deadline.Until(() => IsSettled(test, settlement), () => test.Time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal([("Ada", 1), ("Ada", 2)], _desk.Seen);
    }

    [Theory]
    [InlineData(nameof(IBroker.AcknowledgeAsync))]
    [InlineData(nameof(IBroker.RetryAsync))]
    [InlineData(nameof(IBroker.DeadLetterAsync))]
    public async Task Should_cost_nobody_else_anything_when_its_lease_was_lost_or_the_unheard_of_happens(string settlement)
    {
        await using var test = await StartAsync();
        Settle(settlement);
        Func<Exception>[] faults = [() => new LeaseLostException("gone"), () => new InvalidOperationException("a bug")];
        foreach (var fault in faults)
        {
            var before = _faults!.Calls(settlement);
            _faults.Fail(settlement, fault, times: 1);
            await test.Bus.SendAsync(new Greet("unlucky"));
            await Deadline.Until(() => _faults.Calls(settlement) == before + 1);
        }

        _desk.Work = (_, _, _) => Task.CompletedTask;
        await test.Bus.SendAsync(new Greet("next"));
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);
    }

    [Fact]
    public async Task Should_have_no_effect_when_another_has_the_message_by_now()
    {
        await using var test = await StartAsync();
        using var go = new SemaphoreSlim(0);
        _desk.Work = (_, context, _) => context.DeliveryCount == 1 ? go.WaitAsync(Deadline.Generous, CancellationToken.None) : Task.CompletedTask;
        _faults!.Fail(nameof(IBroker.Renew), () => new LeaseLostException("gone"));
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => _desk.Seen.Count == 1);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1, () => test.Time.Advance(TimeSpan.FromSeconds(1)));
        go.Release(10);
        await test.Bus.SendAsync(new Greet("next"));
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 2);

        Assert.Equal(3, _desk.Seen.Count);
    }

    [Fact]
    public async Task Should_keep_its_lease_until_the_acknowledgement_is_answered()
    {
        await using var test = await StartAsync();
        var answer = new TaskCompletionSource();
        _faults!.Acknowledging = _ => answer.Task;
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => _faults.Calls(nameof(IBroker.AcknowledgeAsync)) == 1 && test.Consumers.Status(Queue)!.Busy == 0);
        for (var i = 0; i < 20; i++)
            test.Time.Advance(TimeSpan.FromSeconds(10));
        answer.SetResult();
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);

        Assert.Equal([("Ada", 1)], _desk.Seen);
    }

    [Fact]
    public async Task Should_survive_a_renewal_that_throws_on_the_timers_thread()
    {
        await using var test = await StartAsync();
        using var go = new SemaphoreSlim(0);
        _desk.Work = (_, _, _) => go.WaitAsync(Deadline.Generous, CancellationToken.None);
        _faults!.Fail(nameof(IBroker.Renew), () => new InvalidOperationException("a bug"));
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => _desk.Seen.Count == 1);

        test.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(2, _faults.Calls(nameof(IBroker.Renew)));
        go.Release(10);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);
    }

    [Fact]
    public async Task Should_go_on_when_receiving_fails_for_a_while()
    {
        await using var test = await StartAsync();
        _faults!.Fail(nameof(IBroker.ReceiveAsync), _unavailable, times: 3);
        for (var i = 0; i < 3; i++)
            await test.Bus.SendAsync(new Greet($"{i}"));

        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 3, () => test.Time.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Should_be_acknowledged_when_only_its_scope_cannot_be_disposed_of()
    {
        await using var test = await StartAsync(services => services.AddScoped<StickyService>());
        _desk.Scoped = typeof(StickyService);
        await test.Bus.SendAsync(new Greet("Ada"));

        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);
        Assert.Single(_desk.Seen);
    }

    [Fact]
    public async Task Should_hold_back_the_consumers_while_nothing_can_be_settled_and_end_with_the_shutdown_time()
    {
        await using var test = await StartAsync();
        _faults!.Fail(nameof(IBroker.RetryAsync), _unavailable);
        _desk.Work = (_, _, _) => throw new InvalidOperationException("The pen is empty.");
        for (var i = 0; i < 20; i++)
            await test.Bus.SendAsync(new Greet($"{i}"));
        await Deadline.Until(() => _faults.Calls(nameof(IBroker.RetryAsync)) == 2);
        Assert.Equal(2, _desk.Seen.Count);

        using var over = new CancellationTokenSource();
        var stopping = test.StopAsync(over.Token);
        await over.CancelAsync();
        await stopping.ContinueWith(_ => { }, TaskScheduler.Default).Soon();
        Assert.Equal(2, _desk.Seen.Count);
    }

    private static bool IsSettled(TestHost test, string settlement) => settlement switch
    {
        nameof(IBroker.AcknowledgeAsync) => test.Broker.Statistics(Queue)!.Acknowledged == 1,
        nameof(IBroker.RetryAsync) => test.Broker.Statistics(Queue)!.Scheduled == 1,
        _ => test.Broker.Statistics(Queue)!.DeadLettered == 1,
    };

    /// <summary>Makes the handler do what leads to this settlement.</summary>
    private void Settle(string settlement) => _desk.Work = (_, _, _) => settlement switch
    {
        nameof(IBroker.AcknowledgeAsync) => Task.CompletedTask,
        nameof(IBroker.RetryAsync) => throw new InvalidOperationException("The pen is empty."),
        _ => throw new ArgumentException("There is no such pen."),
    };

    private Task<TestHost> StartAsync(Action<IServiceCollection>? more = null) => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, queue =>
        {
            // A first retry that is delayed for long, so that "scheduled" is a state that lasts.
            queue.Recovery = new RecoveryOptions
            {
                ImmediateRetries = 0, DelayFirst = TimeSpan.FromHours(1), DelayMax = TimeSpan.FromHours(1), NotRetryable = [typeof(ArgumentException)],
            };
            queue.Consumers(2, 2).Handle<Greet, GreetHandler>();
        }),
        services =>
        {
            services.AddSingleton(_desk);
            more?.Invoke(services);
            services.AddSingleton<IBroker>(provider =>
            {
                (var broker, _faults) = FaultyBroker.Around(provider.GetRequiredService<EmbeddedBroker>());
                return broker;
            });
        });

    private sealed class StickyService : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("It sticks.");
    }
}
