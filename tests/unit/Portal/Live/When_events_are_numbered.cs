using System.Text;
using Microsoft.Extensions.Options;
using Portal.Client.Live;
using Portal.Client.Orders;
using Portal.Live.Events;
using Unit.Support;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Unit.Portal.Live;

public class When_events_are_numbered
{
    private static readonly EventFilter _all = Filter(null, null);

    [Fact]
    public void A_reader_goes_on_where_it_was_and_has_the_newest_of_each()
    {
        var feed = new HandFeed();
        using var ring = Ring(feed, out _);
        using var membership = ring.Join();
        feed.Change(Order("a", 1), Order("b", 1));
        ring.TryFind(null, out var start);
        feed.Change(Order("a", 2));
        feed.Change(Order("a", 3), Order("b", 2));

        Assert.Equal(["a3", "b2"], Read(ring, start, _all));
        Assert.True(ring.TryFind(ring.IdOf(start + 1), out var later));
        Assert.Equal(start + 1, later);
        Assert.Equal(["b2"], Read(ring, start, Filter("orderChanged", "b")));
        Assert.Empty(Read(ring, start, Filter("queueChanged", null)));
    }

    [Fact]
    public void A_reader_that_is_too_far_behind_is_told()
    {
        var feed = new HandFeed();
        using var ring = Ring(feed, out _);
        using var membership = ring.Join();
        ring.TryFind(null, out var start);
        feed.Change([.. Enumerable.Range(0, EventRing.Capacity).Select(i => Order("o" + i, 1))]);
        Assert.Equal("o01", Read(ring, start, _all)[0]);
        feed.Change(Order("o0", 2));

        var place = start;
        Assert.False(ring.TryRead(ref place, _all, []));
        Assert.False(ring.TryFind(ring.IdOf(start), out _));
        Assert.Empty(Read(ring, place, _all));
    }

    [Fact]
    public void Five_minutes_after_the_last_stream_it_begins_anew()
    {
        var feed = new HandFeed();
        using var ring = Ring(feed, out var time);
        string id;
        using (ring.Join())
        {
            feed.Change(Order("a", 1));
            id = ring.IdOf(1);
        }

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(ring.TryFind(id, out _));
        Assert.Equal(5, feed.Followers);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(ring.TryFind(id, out _));
        Assert.Equal(0, feed.Followers);
    }

    [Fact]
    public void Ids_of_another_start_are_not_known()
    {
        var feed = new HandFeed();
        using var before = Ring(feed, out _);
        using var after = Ring(feed, out _);

        Assert.False(after.TryFind(before.IdOf(0), out _));
        Assert.False(after.TryFind("nonsense", out _));
        Assert.False(after.TryFind(after.IdOf(0) + "1", out _));
        Assert.True(after.TryFind(after.IdOf(0), out _));
    }

    [Fact]
    public void An_event_is_written_once_with_its_id()
    {
        var feed = new HandFeed();
        using var ring = Ring(feed, out _);
        using var membership = ring.Join();
        feed.Change(Order("a", 7));
        var place = 0L;
        var entries = new List<EventEntry>();
        ring.TryRead(ref place, _all, entries);

        var text = Encoding.UTF8.GetString(entries[0].Bytes);

        Assert.StartsWith($"id: {ring.IdOf(1)}\nevent: orderChanged\ndata: {{\"id\":\"a\",", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", text, StringComparison.Ordinal);
        Assert.Same(entries[0].Bytes, entries[0].Bytes);
    }

    private static List<string> Read(EventRing ring, long place, EventFilter filter)
    {
        var entries = new List<EventEntry>();
        Assert.True(ring.TryRead(ref place, filter, entries));
        return [.. entries.Select(e => e.Entity.Id + e.Entity.Version)];
    }

    private static EventRing Ring(HandFeed feed, out FakeTime time) => new(feed, time = new FakeTime(), Options.Create(new JsonOptions()));

    private static EventFilter Filter(string? types, string? ids) => EventFilter.TryRead(types, ids, out var filter, out _) ? filter : throw new ArgumentException(types);

    private static OrderView Order(string id, long version) => new(id, "Ada", [], 1, "EUR", OrderStatus.Placed, version, default, default);

    /// <summary>Tells at once, on the caller's thread.</summary>
    private sealed class HandFeed : ILiveFeed
    {
        private readonly List<object> _told = [];

        public int Followers => _told.Count;

        public void Change(params OrderView[] orders)
        {
            foreach (var told in _told.OfType<Func<IReadOnlyList<OrderView>, Task>>())
                Assert.True(told(orders).IsCompletedSuccessfully);
        }

        public IDisposable Subscribe<T>(Func<IReadOnlyList<T>, Task> onChanged, string? id = null)
            where T : class, ILiveEntity
        {
            _told.Add(onChanged);
            return new Subscription(() => _told.Remove(onChanged));
        }

        private sealed class Subscription(Action ended) : IDisposable
        {
            public void Dispose() => ended();
        }
    }
}
