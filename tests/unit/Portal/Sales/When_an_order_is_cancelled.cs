using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Client.Orders;
using Portal.Contracts.Sales;
using Portal.Warehouse.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public class When_an_order_is_cancelled
{
    [Fact]
    public async Task Before_the_charge_nothing_is_charged()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.IdleAsync();
        await shop.Broker.PauseAsync("billing", Shop.Token);
        var order = await shop.PlaceAsync();
        await shop.CancelAsync(order.Id);
        await Until.TrueAsync(() => shop.Broker.Statistics("billing")!.Ready == 2);

        // The two change places: Billing hears of the cancellation first.
        await shop.Broker.PurgeAsync("billing", Shop.Token);
        await shop.Broker.ResumeAsync("billing", Shop.Token);
        await shop.SendAsync(new OrderCancelled(order.Id, "Cancelled on request"));
        await Until.IsAsync(
            () => shop.ReadAsync((BillingDbContext db) => db.CancelledOrders.AnyAsync(o => o.OrderId == order.Id)), known => known);
        await shop.SendAsync(new OrderPlaced(order.Id, 30m, "EUR", [new PlacedLine("KB-100", 2, 10m)], null));
        await shop.IdleAsync();

        Assert.Single(await shop.HandledAsync("billing", "ChargeOrder"));
        Assert.Empty(shop.Payments.Calls);
        await NothingIsLeftAsync(shop, order.Id);
    }

    [Fact]
    public async Task During_the_charge_it_is_paid_back()
    {
        await using var shop = await Shop.OpenAsync();
        var arrived = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        shop.Payments.OnArrival = async key =>
        {
            if (key.StartsWith("charge-", StringComparison.Ordinal))
            {
                arrived.TrySetResult();
                await goOn.Task;
            }
        };
        var order = await shop.PlaceAsync();
        await arrived.Task.WaitAsync(Until.Deadline, Shop.Token);
        var cancelled = await shop.CancelAsync(order.Id);
        Assert.Equal(OrderStatus.Cancelled, cancelled.Status);
        await Until.IsAsync(
            () => shop.ReadAsync((BillingDbContext db) => db.CancelledOrders.AnyAsync(o => o.OrderId == order.Id)), known => known);
        Assert.Empty(shop.Payments.Charged);
        goOn.SetResult();
        await shop.IdleAsync();

        Assert.Equal([order.Id], shop.Payments.Charged);
        Assert.Equal([order.Id], shop.Payments.Refunded);
        await NothingIsLeftAsync(shop, order.Id);
        Assert.NotNull((await shop.OrderAsync(order.Id)).InvoiceNumber);
    }

    [Fact]
    public async Task After_it_was_billed_it_is_paid_back_and_not_sent()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.IdleAsync();
        await shop.Broker.PauseAsync("warehouse", Shop.Token);
        var order = await shop.PlaceAsync();
        await shop.UntilAsync(order.Id, OrderStatus.Billed);
        await shop.CancelAsync(order.Id);
        await Until.TrueAsync(() => shop.Broker.Statistics("warehouse")!.Ready == 2);
        await shop.Broker.ResumeAsync("warehouse", Shop.Token);
        await shop.IdleAsync();

        Assert.Equal([order.Id], shop.Payments.Refunded);
        await NothingIsLeftAsync(shop, order.Id);
    }

    [Fact]
    public async Task After_the_goods_were_reserved_they_are_released()
    {
        await using var shop = await Shop.OpenAsync();
        var arrived = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        shop.Carriers.OnArrival = async (path, _) =>
        {
            if (path.EndsWith("labels", StringComparison.Ordinal))
            {
                arrived.TrySetResult();
                await goOn.Task;
            }
        };
        var order = await shop.PlaceAsync();
        await arrived.Task.WaitAsync(Until.Deadline, Shop.Token);
        await shop.UntilAsync(order.Id, OrderStatus.Billed);
        Assert.Equal(2, (await shop.StockOfAsync("KB-100")).Reserved);
        await shop.CancelAsync(order.Id);
        await Until.IsAsync(() => shop.StockOfAsync("KB-100"), stock => stock.Reserved == 0);
        goOn.SetResult();
        await shop.IdleAsync();

        Assert.Equal([order.Id], shop.Payments.Refunded);
        await NothingIsLeftAsync(shop, order.Id);
        Assert.Null((await shop.OrderAsync(order.Id)).TrackingNumber);
    }

    [Fact]
    public async Task When_it_is_ready_to_ship_it_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PlaceAsync();
        var ready = await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);

        var outcome = await shop.Orders.CancelAsync(order.Id, Shop.Token);
        Assert.Equal(409, outcome.Problem?.Status);
        Assert.Contains("readyToShip", outcome.Problem!.Detail, StringComparison.Ordinal);
        await shop.IdleAsync();
        Assert.Equal(ready.Version, (await shop.OrderAsync(order.Id)).Version);
        Assert.Empty(shop.Payments.Refunded);
    }

    [Fact]
    public async Task A_second_time_or_without_existing_it_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PlaceAsync("tok_0002");
        await shop.UntilAsync(order.Id, OrderStatus.Cancelled);
        Assert.Equal(409, (await shop.Orders.CancelAsync(order.Id, Shop.Token)).Problem?.Status);
        Assert.Equal(404, (await shop.Orders.CancelAsync("nobody", Shop.Token)).Problem?.Status);
    }

    private static async Task NothingIsLeftAsync(Shop shop, string id)
    {
        Assert.Equal(OrderStatus.Cancelled, (await shop.OrderAsync(id)).Status);
        Assert.Equal("Cancelled on request", (await shop.OrderAsync(id)).Failure);
        foreach (var sku in new[] { "KB-100", "MS-200" })
        {
            var stock = await shop.StockOfAsync(sku);
            Assert.Equal((1000, 0), (stock.OnHand, stock.Reserved));
        }

        Assert.Equal(
            ShipmentStatus.Cancelled, await shop.ReadAsync((WarehouseDbContext db) => db.Shipments.Select(s => s.Status).SingleAsync()));
        await shop.NoDeadLettersAsync();
    }
}
