using Portal.Client.Live;

namespace Unit.Portal.Client;

public class The_latest_version
{
    private readonly Latest<Entity> _latest = new();

    [Fact]
    public void Is_kept_in_whichever_order_versions_come()
    {
        Assert.True(_latest.Offer(new Entity("a", 2)));
        Assert.False(_latest.Offer(new Entity("a", 1)));
        Assert.False(_latest.Offer(new Entity("a", 2)));
        Assert.Equal(2, _latest.Value!.Version);
        Assert.True(_latest.Offer(new Entity("a", 3)));
        Assert.Equal(3, _latest.Value!.Version);
    }

    [Fact]
    public void Of_one_entity_says_nothing_of_another()
    {
        _latest.Offer(new Entity("a", 9));
        Assert.True(_latest.Offer(new Entity("b", 1)));
        Assert.Equal("b", _latest.Value!.Id);
    }

    [Fact]
    public void Is_forgotten_when_asked()
    {
        _latest.Offer(new Entity("a", 9));
        _latest.Forget();
        Assert.Null(_latest.Value);
        Assert.True(_latest.Offer(new Entity("a", 1)));
    }

    private sealed record Entity(string Id, long Version) : ILiveEntity;
}
