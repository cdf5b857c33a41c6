using Portal.Live;
using Unit.Portal.Support;

namespace Unit.Portal.Live;

public class When_entities_change
{
    private readonly ManualTime _time = new();
    private readonly LiveFeed _feed;
    private readonly Viewer _viewer = new();

    public When_entities_change() => _feed = new LiveFeed(_time);

    [Fact]
    public async Task The_first_change_is_told_at_once_and_the_others_together()
    {
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        _feed.Publish(new Thing("a", 1));
        Assert.Equal([new Thing("a", 1)], await _viewer.NextAsync());
        await _time.ArmedAsync();
        _feed.Publish(new Thing("a", 2));
        _feed.Publish(new Thing("b", 1));
        _feed.Publish(new Thing("a", 3));
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(_viewer.HasMore);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([new Thing("a", 3), new Thing("b", 1)], (await _viewer.NextAsync()).OrderBy(t => t.Id));
    }

    [Fact]
    public async Task An_older_version_never_replaces_a_newer_one()
    {
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        _feed.Publish(new Thing("first", 1));
        await _viewer.NextAsync();
        await _time.ArmedAsync();
        foreach (var version in new long[] { 3, 9, 2, 9, 8, 1 })
            _feed.Publish(new Thing("a", version));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([new Thing("a", 9)], await _viewer.NextAsync());
    }

    [Fact]
    public async Task There_are_at_most_ten_deliveries_a_second()
    {
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        _feed.Publish(new Thing("a", 1));
        await _viewer.NextAsync();
        long version = 1;
        for (var millisecond = 0; millisecond < 1000; millisecond += 10)
        {
            await _time.ArmedAsync();
            _feed.Publish(new Thing("a", ++version));
            var told = _viewer.Deliveries;
            _time.Advance(TimeSpan.FromMilliseconds(10));
            if ((millisecond + 10) % 100 == 0)
                Assert.Equal(new Thing("a", version), Assert.Single(await _viewer.NextAsync()));
            else
                Assert.Equal(told, _viewer.Deliveries);
        }

        Assert.Equal(11, _viewer.Deliveries); // the first, and ten in the second after it
    }

    [Theory]
    [InlineData(20, 100)]
    [InlineData(150, 600)]
    [InlineData(5000, 1000)]
    public async Task Who_takes_long_is_left_in_peace_for_longer(int took, int rest)
    {
        var done = new TaskCompletionSource();
        _viewer.Ready = done.Task;
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        _feed.Publish(new Thing("a", 1));
        await _viewer.NextAsync();
        _feed.Publish(new Thing("a", 2));
        _time.Advance(TimeSpan.FromMilliseconds(took));
        done.SetResult();
        await _time.ArmedAsync();
        _time.Advance(TimeSpan.FromMilliseconds(rest - 1));
        Assert.False(_viewer.HasMore);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([new Thing("a", 2)], await _viewer.NextAsync());
    }

    [Fact]
    public async Task A_viewer_of_one_entity_hears_of_no_other()
    {
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync, "b");
        _feed.Publish(new Thing("a", 1));
        _feed.Publish(new Thing("b", 1));
        Assert.Equal([new Thing("b", 1)], await _viewer.NextAsync());
        await _time.ArmedAsync();
        _feed.Publish(new Thing("c", 1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _time.ArmedAsync(0);
        Assert.Equal(1, _viewer.Deliveries);
    }

    [Fact]
    public async Task A_viewer_that_has_gone_hears_nothing_more()
    {
        var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        Assert.True(_feed.HasViewers<Thing>());
        _feed.Publish(new Thing("a", 1));
        await _viewer.NextAsync();
        await _time.ArmedAsync();
        _feed.Publish(new Thing("a", 2));
        subscription.Dispose();
        await _time.ArmedAsync(0);
        _feed.Publish(new Thing("a", 3));
        Assert.False(_feed.HasViewers<Thing>());

        // Another viewer hears of a later change: by then the first would have heard, too.
        var other = new Viewer();
        using var stays = _feed.Subscribe<Thing>(other.TellAsync);
        _feed.Publish(new Thing("a", 4));
        await other.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _viewer.Deliveries);
    }

    [Fact]
    public async Task A_viewer_that_throws_disturbs_nobody_and_is_not_told_again()
    {
        var thrown = 0;
        using var bad = _feed.Subscribe<Thing>(_ =>
        {
            thrown++;
            throw new InvalidOperationException("My circuit is gone.");
        });
        using var worse = _feed.Subscribe<Thing>(async _ =>
        {
            await Task.Yield();
            thrown++;
            throw new InvalidOperationException("Mine, too.");
        });
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        for (var version = 1; version <= 3; version++)
        {
            _feed.Publish(new Thing("a", version));
            Assert.Equal([new Thing("a", version)], await _viewer.NextAsync());
            await _time.ArmedAsync();
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await _time.ArmedAsync(0);
        }

        await Until.TrueAsync(() => thrown == 2);
    }

    [Fact]
    public async Task A_viewer_that_is_stuck_costs_one_version_of_each_entity()
    {
        var stuck = new TaskCompletionSource();
        _viewer.Ready = stuck.Task;
        using var subscription = _feed.Subscribe<Thing>(_viewer.TellAsync);
        _feed.Publish(new Thing("first", 1));
        await _viewer.NextAsync();
        var weak = Publish();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(7, weak.Count(w => w.IsAlive));

        stuck.SetResult();
        await _time.ArmedAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var told = await _viewer.NextAsync();
        Assert.Equal(Enumerable.Range(9993, 7).Select(v => (long)v), told.Select(t => t.Version).Order());
        Assert.Equal(2, _viewer.Deliveries);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private List<WeakReference> Publish()
    {
        var weak = new List<WeakReference>();
        for (var i = 0; i < 10_000; i++)
        {
            var thing = new Thing("entity-" + (i % 7), i);
            weak.Add(new WeakReference(thing));
            _feed.Publish(thing);
        }

        return weak;
    }
}
