using Portal.Client.Orders;
using Portal.Contracts.Billing;
using Portal.Contracts.Warehouse;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public class When_facts_come_in_any_order
{
    [Theory]
    [InlineData("BL")]
    [InlineData("LB")]
    [InlineData("LBB")]
    [InlineData("LLB")]
    [InlineData("BLDRBL")]
    [InlineData("LDRB")]
    public async Task A_happy_order_ends_ready_to_ship_with_both_numbers(string facts)
    {
        await using var shop = await Shop.OpenAsync();
        var order = await PlacedAsync(shop);
        await TellAsync(shop, order, facts);

        var ready = await shop.OrderAsync(order.Id);
        Assert.Equal(OrderStatus.ReadyToShip, ready.Status);
        Assert.Equal("INV-1", ready.InvoiceNumber);
        Assert.Equal("T-1", ready.TrackingNumber);
        Assert.True(ready.ReachedAt.ContainsKey(OrderStatus.ReadyToShip));
        Assert.False(ready.ReachedAt.ContainsKey(OrderStatus.Cancelled));
    }

    [Theory]
    [InlineData("DBL")]
    [InlineData("RLB")]
    [InlineData("BRL")]
    [InlineData("CBLDR")]
    public async Task Late_facts_never_bring_a_cancelled_order_back(string facts)
    {
        await using var shop = await Shop.OpenAsync();
        var order = await PlacedAsync(shop);
        await TellAsync(shop, order, facts);
        var cancelled = await shop.OrderAsync(order.Id);
        Assert.Equal(OrderStatus.Cancelled, cancelled.Status);
        Assert.False(cancelled.ReachedAt.ContainsKey(OrderStatus.ReadyToShip));
        Assert.NotNull(cancelled.Failure);
    }

    [Fact]
    public async Task A_refund_that_comes_too_late_to_cancel_is_told_of()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await PlacedAsync(shop);
        await TellAsync(shop, order, "BLR");

        var ready = await shop.OrderAsync(order.Id);
        Assert.Equal((OrderStatus.ReadyToShip, "Refunded: refunded"), (ready.Status, ready.Failure));
    }

    /// <summary>Only Sales works: what the others would say is said by the test.</summary>
    private static async Task<OrderView> PlacedAsync(Shop shop)
    {
        await shop.IdleAsync();
        await shop.Broker.PauseAsync("billing", Shop.Token);
        await shop.Broker.PauseAsync("warehouse", Shop.Token);
        return await shop.PlaceAsync();
    }

    private static async Task TellAsync(Shop shop, OrderView order, string facts)
    {
        var version = order.Version;
        foreach (var fact in facts)
        {
            await (fact switch
            {
                'B' => shop.SendAsync(new OrderBilled(order.Id, "INV-1", [])),
                'L' => shop.SendAsync(new LabelCreated(order.Id, "terra", "T-1")),
                'D' => shop.SendAsync(new PaymentDeclined(order.Id, "no")),
                'R' => shop.SendAsync(new OrderRefunded(order.Id, "INV-1", "refunded")),
                _ => shop.CancelAsync(order.Id),
            });
            version++;
            await Until.IsAsync(() => shop.OrderAsync(order.Id), o => o.Version == version);
        }
    }
}
