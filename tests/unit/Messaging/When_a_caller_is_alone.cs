using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

/// <summary>Commands that come one by one are carried out on their callers' threads, all others on the writer's.</summary>
[Collection(FaultPoints.Name)]
public sealed class When_a_caller_is_alone
{
    private const string Before = "broker-before-commit";

    private volatile Action _beforeCommit = () => { };
    private volatile int _committingThread;
    private int _commits;

    [Fact]
    public async Task Should_write_on_the_callers_thread()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);

        var delivery = await test.ReceiveOneAsync();
        var thread = Environment.CurrentManagedThreadId;
        Assert.True(test.Broker.AcknowledgeAsync(delivery.LeaseToken).IsCompletedSuccessfully);
        Assert.Equal(thread, _committingThread);
    }

    [Fact]
    public async Task Should_leave_what_takes_long_to_the_writer()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);

        var thread = Environment.CurrentManagedThreadId;
        await test.PublishAsync(new string('x', 100_000));
        Assert.NotEqual(thread, _committingThread);
        thread = Environment.CurrentManagedThreadId;
        await test.Broker.PurgeAsync(Queue).Soon();
        Assert.NotEqual(thread, _committingThread);
        Assert.Equal(0, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_group_what_is_sent_without_waiting()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);
        using var sent = new ManualResetEventSlim();

        // As a slow disk would: the commits of the writer's thread take until everything was sent. Those of the caller's go on, and
        // would one by one if nobody looked.
        _beforeCommit = () =>
        {
            if (Thread.CurrentThread.Name == "broker writer")
                sent.Wait();
        };
        var commits = _commits;
        var publishes = Enumerable.Range(0, 1000).Select(i => test.PublishAsync($"{i}")).ToList();
        sent.Set();
        await Task.WhenAll(publishes).Soon();
        Assert.InRange(_commits - commits, 2, 100);
    }

    [Fact]
    public async Task Should_write_what_others_send_meanwhile_afterwards_and_together()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var (commits, ready) = (_commits, test.Statistics().Ready);
        _beforeCommit = () =>
        {
            begun.Set();
            go.Wait();
        };

        var first = Task.Run(() => test.PublishAsync("first"));
        begun.Wait();
        var others = Enumerable.Range(0, 10).Select(i => test.PublishAsync($"{i}")).ToList();
        Assert.DoesNotContain(others, other => other.IsCompleted);
        go.Set();
        await Task.WhenAll([first, .. others]).Soon();
        Assert.Equal(2, _commits - commits);
        Assert.Equal(ready + 11, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_end_its_turn_before_the_broker_closes()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        _beforeCommit = () =>
        {
            begun.Set();
            go.Wait();
        };

        var publish = Task.Run(() => test.PublishAsync("last"));
        begun.Wait();
        var closing = test.Broker.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        go.Set();
        await publish.Soon();
        await closing.Soon();
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.PublishAsync("later"));
        await test.RestartAsync();
        Assert.Contains("last", await test.ReceiveTextsAsync(100));
    }

    [Fact]
    public async Task Should_be_told_what_failed_and_serve_again()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);
        var ready = test.Statistics().Ready;

        _beforeCommit = () => throw new IOException("The disk is on fire.");
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.PublishAsync("lost"));
        _beforeCommit = () => { };
        await test.PublishAsync("kept");
        Assert.Equal(ready + 1, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_keep_the_log_short()
    {
        await using var test = await StartAsync();

        // As many commits as the log may have pages, each of the same one.
        for (var i = 0; i < 2000; i++)
        {
            await test.PublishAsync($"{i}");
            await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);
        }

        Assert.InRange(new FileInfo(test.File + "-wal").Length, 1, 1000 * 8216);
    }

    [Fact]
    public async Task Should_not_be_in_the_way_of_what_drops_tables()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);

        Assert.True(await test.Broker.DeleteQueueAsync(Queue));
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        await BecomeAloneAsync(test);
    }

    [Fact]
    public async Task Should_write_after_another_process_has()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);
        var ready = test.Statistics().Ready;

        using (var repair = global::Messaging.SqliteConnection.Open(test.File, readOnly: false))
            repair.Execute("UPDATE queue SET name = name");
        await test.PublishAsync("next");
        Assert.Equal(ready + 1, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_wait_for_another_process_that_writes()
    {
        using var faults = Watch();
        await using var test = await StartAsync();
        await BecomeAloneAsync(test);
        var ready = test.Statistics().Ready;

        Task publish;
        using (var repair = global::Messaging.SqliteConnection.Open(test.File, readOnly: false))
        {
            repair.Execute("BEGIN IMMEDIATE; UPDATE queue SET name = name");
            publish = Task.Run(() => test.PublishAsync("next"));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System); // until it tries
            repair.Execute("COMMIT");
        }

        await publish.Soon();
        Assert.Equal(ready + 1, test.Statistics().Ready);
    }

    private IDisposable Watch() => FaultPoints.On(hit =>
    {
        if (hit != Before)
            return;
        Interlocked.Increment(ref _commits);
        _committingThread = Environment.CurrentManagedThreadId;
        _beforeCommit();
    });

    /// <summary>Publishes one by one until the next short command will be the caller's.</summary>
    private async Task BecomeAloneAsync(TestBroker test)
    {
        for (var i = 0; i < 10_000; i++)
        {
            var thread = Environment.CurrentManagedThreadId;
            var publish = test.PublishAsync("one by one");
            var byCaller = _committingThread == thread;
            await publish;
            if (byCaller)
                return;
        }

        Assert.Fail("The caller's turn never came.");
    }
}
