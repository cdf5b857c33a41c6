using Portal.Client.Orders;
using Unit.Portal.Support;

namespace Unit.Portal.Warehouse;

public class When_a_label_is_lost_on_its_way_back
{
    [Fact]
    public async Task The_same_carrier_is_asked_again_although_another_is_cheaper_by_then()
    {
        await using var shop = await Shop.OpenAsync();
        var cut = 1;
        shop.Carriers.OnLabelled = _ =>
        {
            if (Interlocked.Decrement(ref cut) < 0)
                return Task.CompletedTask;
            shop.Carriers.Prices["swift"] = 0.5m;
            throw new HttpRequestException("cut");
        };
        var order = await shop.PlaceAsync();
        var ready = await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);
        Assert.Equal("terra-1", ready.TrackingNumber);
        Assert.Equal("terra-1", Assert.Single(shop.Carriers.Labels).Value);
    }

    [Fact]
    public async Task A_carrier_that_gives_no_rate_is_left_out()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Carriers.OnArrival = (path, _) =>
            path == "terra/rates" ? throw new HttpRequestException("refused") : Task.CompletedTask;
        var order = await shop.PlaceAsync();
        Assert.Equal("swift-1", (await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip)).TrackingNumber);
    }
}
