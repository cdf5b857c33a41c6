using System.Text;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_a_message_is_handled
{
    private const string Queue = "greetings";

    private readonly GreetDesk _desk = new();

    [Fact]
    public async Task Should_be_acknowledged_when_the_handler_returns()
    {
        await using var test = await StartAsync();
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);

        Assert.Equal([("Ada", 1)], _desk.Seen);
        Assert.Equal((0, 0), (test.Broker.Statistics(Queue)!.Ready, test.Broker.Statistics(Queue)!.Leased));
    }

    [Fact]
    public async Task Should_reach_the_handler_of_an_event_by_a_subscription_that_was_made_at_the_start()
    {
        await using var test = await StartAsync();
        await test.Bus.PublishAsync(new Greeted("Ada"));
        await Deadline.Until(() => _desk.Seen.Count == 1);

        Assert.Equal(["test.greeted.v1"], Assert.Single(test.Broker.Subscriptions).Types!);
    }

    [Fact]
    public async Task Should_come_later_when_it_is_sent_with_a_delay()
    {
        await using var test = await StartAsync();
        await test.Bus.SendAsync(new Greet("Ada"), new SendOptions { Delay = TimeSpan.FromMinutes(1), CorrelationId = "c-1" });
        Assert.Equal(1, test.Broker.Statistics(Queue)!.Scheduled);
        string? correlation = null;
        _desk.Work = (_, context, _) => Task.FromResult(correlation = context.Message.CorrelationId);
        test.Time.Advance(TimeSpan.FromMinutes(1));

        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);
        Assert.Equal("c-1", correlation);
    }

    [Fact]
    public async Task Should_be_retried_and_then_be_a_dead_letter_with_the_exception()
    {
        await using var test = await StartAsync();
        _desk.Work = (_, _, _) => throw new InvalidOperationException("The pen is empty.");
        await test.Bus.SendAsync(new Greet("Ada"));
        var letter = await test.DeadLetterAsync();

        Assert.Equal([("Ada", 1), ("Ada", 2), ("Ada", 3)], _desk.Seen);
        Assert.Equal((3, DeadLetterReasons.AttemptsExhausted), (letter.Attempts, letter.Failure.Reason));
        Assert.Equal(("System.InvalidOperationException", "The pen is empty."), (letter.Failure.ExceptionType, letter.Failure.ExceptionMessage));
        Assert.Contains(nameof(GreetDesk), letter.Failure.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_retried_for_as_long_as_an_outage_takes()
    {
        await using var test = await StartAsync();
        _desk.Work = (_, context, _) => context.DeliveryCount < 8
            ? throw new DownstreamUnavailableException("pens", "503")
            : Task.CompletedTask;
        await test.Bus.SendAsync(new Greet("Ada"));

        await Deadline.Until(
            () => test.Broker.Statistics(Queue)!.Acknowledged == 1, () => test.Time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal(8, _desk.Seen.Count);
    }

    [Theory]
    [InlineData("test.greet.v1", "not json", DeadLetterReasons.Undeserializable)]
    [InlineData("test.unheard-of.v1", "{}", DeadLetterReasons.NoHandler)]
    public async Task Should_be_a_dead_letter_at_once_when_nobody_can_read_or_handle_it(string type, string body, string reason)
    {
        await using var test = await StartAsync();
        await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue(Queue), new Message(type, Encoding.UTF8.GetBytes(body)))]);
        var letter = await test.DeadLetterAsync();

        Assert.Equal((reason, 1), (letter.Failure.Reason, letter.Attempts));
        Assert.Empty(_desk.Seen);
    }

    [Fact]
    public async Task Should_be_one_of_no_more_at_once_than_configured()
    {
        await using var test = await StartAsync(concurrency: 3);
        using var go = new SemaphoreSlim(0);
        _desk.Work = (_, _, _) => go.WaitAsync(Deadline.Generous, CancellationToken.None);
        for (var i = 0; i < 10; i++)
            await test.Bus.SendAsync(new Greet($"{i}"));
        await Deadline.Until(() => _desk.Seen.Count == 3);
        go.Release(10);
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 10);

        Assert.Equal(3, _desk.MostAtOnce);
    }

    [Fact]
    public async Task Should_keep_its_lease_while_the_handler_is_long()
    {
        await using var test = await StartAsync();
        using var go = new SemaphoreSlim(0);
        _desk.Work = (_, _, _) => go.WaitAsync(Deadline.Generous, CancellationToken.None);
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => _desk.Seen.Count == 1);
        for (var i = 0; i < 20; i++)
            test.Time.Advance(TimeSpan.FromSeconds(10));
        go.Release();
        await Deadline.Until(() => test.Broker.Statistics(Queue)!.Acknowledged == 1);

        Assert.Equal([("Ada", 1)], _desk.Seen);
    }

    [Fact]
    public async Task Should_be_finished_when_the_host_stops_and_no_other_be_begun()
    {
        await using var test = await StartAsync(concurrency: 1);
        using var go = new SemaphoreSlim(0);
        _desk.Work = (_, _, _) => go.WaitAsync(Deadline.Generous, CancellationToken.None);
        await test.Bus.SendAsync(new Greet("begun"));
        await test.Bus.SendAsync(new Greet("waiting"));
        await Deadline.Until(() => _desk.Seen.Count == 1);
        var stopping = test.StopAsync();
        Assert.False(stopping.IsCompleted);
        go.Release();
        await stopping.Soon();

        Assert.Equal([("begun", 1)], _desk.Seen);
        Assert.Equal((1, 1), (test.Broker.Statistics(Queue)!.Acknowledged, test.Broker.Statistics(Queue)!.Ready));
    }

    [Fact]
    public async Task Should_be_aborted_and_stay_when_the_shutdown_time_is_over()
    {
        await using var test = await StartAsync();
        var aborted = new TaskCompletionSource();
        _desk.Work = async (_, _, token) =>
        {
            await using var told = token.Register(aborted.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => _desk.Seen.Count == 1);
        using var over = new CancellationTokenSource();
        var stopping = test.StopAsync(over.Token);
        Assert.False(aborted.Task.IsCompleted);
        await over.CancelAsync();

        await aborted.Task.Soon();
        await stopping.ContinueWith(_ => { }, TaskScheduler.Default).Soon();
        Assert.Equal(1, test.Broker.Statistics(Queue)!.Leased);
        Assert.Empty(await test.Broker.ListDeadLettersAsync(new DeadLetterQuery()));
    }

    [Fact]
    public async Task Should_go_on_with_others_when_the_queue_was_deleted_for_a_while()
    {
        await using var test = await StartAsync();
        await test.Broker.DeleteQueueAsync(Queue);
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        await test.Bus.SendAsync(new Greet("Ada"));

        await Deadline.Until(() => _desk.Seen.Count == 1, () => test.Time.Advance(TimeSpan.FromSeconds(1)));
    }

    private Task<TestHost> StartAsync(int concurrency = 8) => TestHost.StartAsync(
        messaging => messaging.Queue(Queue, queue =>
        {
            queue.Options = new QueueOptions { MaxDeliveryAttempts = 3 };
            queue.Consumers(concurrency, concurrency);
            queue.Handle<Greet, GreetHandler>().Handle<Greeted, GreetedHandler>();
        }),
        services => services.AddSingleton(_desk));
}
