using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Client.Orders;
using Portal.Sales.Data;
using Portal.Warehouse.Data;
using Unit.Messaging;
using Unit.Portal.Support;

namespace Unit.Portal.Data;

[Collection(FaultPoints.Name)]
public class When_a_crash_happens_at_a_commit
{
    private const int Orders = 6;

    [Theory]
    [InlineData("SalesDbContext:before-commit", 1, 0)]
    [InlineData("SalesDbContext:before-commit", 3, 4)]
    [InlineData("SalesDbContext:after-commit", 1, 0)]
    [InlineData("SalesDbContext:after-commit", 3, 4)]
    [InlineData("BillingDbContext:before-commit", 1, 0)]
    [InlineData("BillingDbContext:before-commit", 4, 2)]
    [InlineData("BillingDbContext:after-commit", 1, 0)]
    [InlineData("BillingDbContext:after-commit", 4, 2)]
    [InlineData("WarehouseDbContext:before-commit", 1, 0)]
    [InlineData("WarehouseDbContext:before-commit", 4, 5)]
    [InlineData("WarehouseDbContext:after-commit", 1, 0)]
    [InlineData("WarehouseDbContext:after-commit", 4, 5)]
    [InlineData("relay-published", 1, 0)]
    [InlineData("relay-published", 3, 2)]
    [InlineData("consumer-before-acknowledge", 1, 0)]
    [InlineData("consumer-before-acknowledge", 4, 5)]
    [InlineData("broker-before-commit", 1, 0)]
    [InlineData("broker-before-commit", 3, 4)]
    [InlineData("broker-after-commit", 1, 0)]
    [InlineData("broker-after-commit", 3, 4)]
    public async Task Every_order_still_has_one_invoice_and_one_label(string place, int times, int skip)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.IdleAsync();
        using (var fault = new InjectedFault(place, times, skip))
        {
            for (var i = 0; i < Orders; i++)
            {
                try
                {
                    await shop.PlaceAsync();
                }
                catch (InjectedFaultException)
                {
                    // The caller does not know whether there is an order now; the database does.
                }
            }

            await AllReadyAsync(shop);
            await shop.IdleAsync();
            Assert.True(fault.IsSpent, "The place was not reached often enough to prove anything.");
        }

        await EverythingAddsUpAsync(shop);
    }

    private static async Task AllReadyAsync(Shop shop) => await Until.IsAsync(
        () => shop.ReadAsync((SalesDbContext db) => db.Orders.AsNoTracking().Select(o => o.Status).ToListAsync()),
        all => all.TrueForAll(s => s == OrderStatus.ReadyToShip),
        all => string.Join(", ", all));

    private static async Task EverythingAddsUpAsync(Shop shop)
    {
        var orders = await shop.ReadAsync((SalesDbContext db) => db.Orders.AsNoTracking().ToListAsync());
        var ids = orders.Select(o => o.Id).Order().ToList();
        Assert.InRange(ids.Count, 3, Orders);

        var invoices = await shop.ReadAsync((BillingDbContext db) => db.Invoices.AsNoTracking().ToListAsync());
        Assert.Equal(ids, invoices.Select(i => i.OrderId).Order());
        Assert.All(orders, o => Assert.Equal(invoices.Single(i => i.OrderId == o.Id).Number, o.InvoiceNumber));
        Assert.Equal(ids, shop.Payments.Charged.Order());
        Assert.Empty(shop.Payments.Refunded);

        Assert.Equal(ids, shop.Carriers.Labels.Keys.Order());
        Assert.All(orders, o => Assert.Equal(shop.Carriers.Labels[o.Id], o.TrackingNumber));

        // Placed, billed, ready: three changes, if none had its effect twice.
        Assert.All(orders, o => Assert.Equal(3, o.Version));
        Assert.Equal(2L * ids.Count, (await shop.StockOfAsync("KB-100")).Reserved);
        Assert.Equal(1L * ids.Count, (await shop.StockOfAsync("MS-200")).Reserved);
        Assert.Equal(1000, (await shop.StockOfAsync("KB-100")).OnHand);
        var reservations = await shop.ReadAsync(
            (WarehouseDbContext db) => db.StockEvents.Where(e => e.Kind == StockEventKind.Reserved).Select(e => e.OrderId + e.Sku).ToListAsync());
        Assert.Equal(2 * ids.Count, reservations.Count);
        Assert.Equal(reservations.Count, reservations.Distinct().Count());
        await shop.NoDeadLettersAsync();
    }
}
