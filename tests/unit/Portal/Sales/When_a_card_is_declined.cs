using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Client.Orders;
using Portal.Warehouse.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public class When_a_card_is_declined
{
    [Fact]
    public async Task The_order_is_cancelled_and_nothing_else_happens()
    {
        await using var shop = await Shop.OpenAsync();
        var placed = await shop.PlaceAsync("tok_0002");
        var order = await shop.UntilAsync(placed.Id, OrderStatus.Cancelled);
        await shop.IdleAsync();

        Assert.Equal("Payment declined: insufficient funds", order.Failure);
        Assert.Null(order.InvoiceNumber);
        Assert.Equal(["charge-" + placed.Id], shop.Payments.Calls);
        Assert.False(await shop.ReadAsync((BillingDbContext db) => db.Invoices.AnyAsync()));
        Assert.False(await shop.ReadAsync((WarehouseDbContext db) => db.Shipments.AnyAsync()));
        await shop.NoDeadLettersAsync();
    }
}
