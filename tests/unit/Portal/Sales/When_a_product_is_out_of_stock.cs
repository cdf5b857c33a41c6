using Microsoft.EntityFrameworkCore;
using Portal.Client.Orders;
using Portal.Warehouse.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public class When_a_product_is_out_of_stock
{
    [Fact]
    public async Task The_money_is_paid_back_and_the_order_cancelled()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.StockAsync("RARE-1", 1);
        var placed = await shop.PlaceAsync(null, ("KB-100", 1), ("RARE-1", 2));
        var order = await shop.UntilAsync(placed.Id, OrderStatus.Cancelled);
        await shop.IdleAsync();

        Assert.Equal("Out of stock: RARE-1, 2 wanted, 1 available", order.Failure);
        Assert.NotNull(order.InvoiceNumber);
        Assert.Null(order.TrackingNumber);
        Assert.Equal([placed.Id], shop.Payments.Charged);
        Assert.Equal([placed.Id], shop.Payments.Refunded);
        Assert.Empty(shop.Carriers.Labels);

        // All of it or nothing: the keyboard that was there is not kept back either.
        Assert.Equal(0, (await shop.StockOfAsync("KB-100")).Reserved);
        Assert.Equal(0, (await shop.StockOfAsync("RARE-1")).Reserved);
        Assert.Equal(
            ShipmentStatus.OutOfStock, await shop.ReadAsync((WarehouseDbContext db) => db.Shipments.Select(s => s.Status).SingleAsync()));
        await shop.NoDeadLettersAsync();
    }

    [Fact]
    public async Task The_last_one_is_sold_once()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.StockAsync("RARE-1", 1);
        var placed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.PlaceAsync(null, ("RARE-1", 1))));
        await shop.IdleAsync();

        var orders = await Task.WhenAll(placed.Select(p => shop.OrderAsync(p.Id)));
        var winner = Assert.Single(orders, o => o.Status == OrderStatus.ReadyToShip);
        Assert.Equal(4, orders.Count(o => o.Status == OrderStatus.Cancelled));
        Assert.Equal(orders.Where(o => o != winner).Select(o => o.Id).Order(), shop.Payments.Refunded.Order());
        Assert.Equal(0, (await shop.StockOfAsync("RARE-1")).Available);
    }
}
