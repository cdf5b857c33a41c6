using FsCheck;
using FsCheck.Fluent;
using Portal.Client.Live;

namespace Unit.Portal.Client;

public class A_live_list
{
    private static readonly Comparison<Row> _byPlace = (a, b) => a.Place.CompareTo(b.Place);

    [Fact]
    public void Keeps_the_newer_of_snapshot_and_change()
    {
        var list = Loading();
        list.Apply([new Row("a", 2, 1), new Row("b", 5, 2), new Row("a", 1, 1)]);
        list.EndLoad([new Row("a", 1, 1), new Row("b", 6, 2)]);
        Assert.Equal([new Row("a", 2, 1), new Row("b", 6, 2)], list.Items);
    }

    [Fact]
    public void Refuses_older_and_same_versions()
    {
        var list = Loaded(new Row("a", 3, 1));
        list.Apply([new Row("a", 3, 9), new Row("a", 2, 9)]);
        Assert.Equal([new Row("a", 3, 1)], list.Items);
        list.Apply([new Row("a", 4, 1)]);
        Assert.Equal([new Row("a", 4, 1)], list.Items);
    }

    [Fact]
    public void Puts_new_entities_in_their_place()
    {
        var list = Loaded(new Row("b", 1, 2), new Row("d", 1, 4));
        list.Apply([new Row("c", 1, 3), new Row("a", 1, 1), new Row("e", 1, 5)]);
        Assert.Equal("abcde", string.Concat(list.Items.Select(i => i.Id)));
    }

    [Fact]
    public void Takes_in_no_new_ones_without_an_order()
    {
        var list = new LiveList<Row>(_ => true, null);
        list.EndLoad([new Row("a", 1, 1)]);
        list.Apply([new Row("b", 1, 2), new Row("a", 2, 1)]);
        Assert.Equal([new Row("a", 2, 1)], list.Items);
    }

    [Fact]
    public void Lets_go_of_what_does_not_belong_any_more()
    {
        var list = new LiveList<Row>(row => row.Place > 0, _byPlace);
        list.EndLoad([new Row("a", 1, 1), new Row("b", 1, 2)]);
        list.Apply([new Row("a", 2, -1), new Row("c", 1, -1)]);
        Assert.Equal([new Row("b", 1, 2)], list.Items);
    }

    [Fact]
    public void Holds_no_more_than_its_capacity()
    {
        var list = new LiveList<Row>(_ => true, _byPlace, capacity: 2);
        list.EndLoad([new Row("b", 1, 2), new Row("c", 1, 3)]);
        list.Apply([new Row("a", 1, 1), new Row("d", 1, 4)]);
        Assert.Equal([new Row("a", 1, 1), new Row("b", 1, 2)], list.Items);
    }

    [Fact]
    public void Shows_nothing_before_the_first_load()
    {
        var list = LiveList<Row>.Empty();
        list.Apply([new Row("a", 1, 1)]);
        Assert.Empty(list.Items);
    }

    /// <summary>Versions of each entity come in order, as the feed brings them; the snapshot is taken anywhere among them.</summary>
    [Fact]
    public void Ends_with_the_newest_of_everything_wherever_the_snapshot_falls() => Prop.ForAll(
        Gen.Choose(0, 3).ListOf().ToArbitrary(),
        Gen.Choose(0, 40).Two().ToArbitrary(),
        (ids, cuts) =>
        {
            var versions = new Dictionary<int, long>();
            var changes = ids.Select(id => new Row($"e{id}", versions[id] = versions.GetValueOrDefault(id) + 1, id)).ToList();
            var snapshotAt = Math.Min(cuts.Item1, changes.Count);
            var loadedAt = Math.Clamp(cuts.Item2, 0, changes.Count);
            var subscribedAt = Math.Min(snapshotAt, loadedAt);
            loadedAt = Math.Max(snapshotAt, loadedAt);
            var list = Loading();
            list.Apply(changes[subscribedAt..loadedAt]);
            list.EndLoad([.. Newest(changes[..snapshotAt])]);
            list.Apply(changes[loadedAt..]);
            Assert.Equal(Newest(changes), list.Items);
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<Row> Newest(IEnumerable<Row> changes) =>
        changes.GroupBy(c => c.Id).Select(g => g.MaxBy(c => c.Version)!).OrderBy(c => c.Place);

    private static LiveList<Row> Loading() => new(_ => true, _byPlace);

    private static LiveList<Row> Loaded(params Row[] rows)
    {
        var list = Loading();
        list.EndLoad(rows);
        return list;
    }

    private sealed record Row(string Id, long Version, int Place) : ILiveEntity;
}
