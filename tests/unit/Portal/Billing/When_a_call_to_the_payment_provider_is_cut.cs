using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Client.Orders;
using Unit.Portal.Support;

namespace Unit.Portal.Billing;

public class When_a_call_to_the_payment_provider_is_cut
{
    [Fact]
    public async Task The_same_key_is_used_again_and_the_charge_is_made_once()
    {
        await using var shop = await Shop.OpenAsync();
        var failures = 3;
        shop.Payments.OnAnswer = _ =>
            Interlocked.Decrement(ref failures) >= 0 ? throw new HttpRequestException("cut") : Task.CompletedTask;
        var order = await shop.PlaceAsync();
        await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);

        Assert.Equal(Enumerable.Repeat("charge-" + order.Id, 4), shop.Payments.Calls);
        Assert.Equal([order.Id], shop.Payments.Charged);
        Assert.Equal(1, await shop.ReadAsync((BillingDbContext db) => db.Invoices.CountAsync()));
    }

    [Fact]
    public async Task A_refund_uses_its_own_key_again_and_pays_back_once()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.StockAsync("RARE-1", 0);
        var failures = 3;
        shop.Payments.OnAnswer = key => key.StartsWith("refund-", StringComparison.Ordinal) && Interlocked.Decrement(ref failures) >= 0
            ? throw new HttpRequestException("cut")
            : Task.CompletedTask;
        var order = await shop.PlaceAsync(null, ("RARE-1", 1));
        await shop.UntilAsync(order.Id, OrderStatus.Cancelled);

        Assert.Equal(["charge-" + order.Id, .. Enumerable.Repeat("refund-" + order.Id, 4)], shop.Payments.Calls);
        Assert.Equal([order.Id], shop.Payments.Refunded);
    }

    [Fact]
    public async Task An_outage_longer_than_the_allowed_attempts_makes_no_dead_letter()
    {
        await using var shop = await Shop.OpenAsync();
        var failures = 12;
        shop.Payments.OnArrival = _ =>
            Interlocked.Decrement(ref failures) >= 0 ? throw new HttpRequestException("refused") : Task.CompletedTask;
        var order = await shop.PlaceAsync();
        await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);
        Assert.Equal(13, shop.Payments.Calls.Count);
        await shop.NoDeadLettersAsync();
    }
}
