using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Client.Orders;
using Unit.Portal.Support;

namespace Unit.Portal.Billing;

/// <summary>The provider took the money, Billing forgot, and the customer cancelled before Billing asked again.</summary>
public class When_a_charge_is_lost_in_a_crash_and_the_order_is_cancelled
{
    [Fact]
    public async Task The_money_is_paid_back()
    {
        await using var shop = await Shop.OpenAsync();
        var charged = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var answers = 0;
        shop.Payments.OnAnswer = async key =>
        {
            if (key.StartsWith("charge-", StringComparison.Ordinal) && Interlocked.Increment(ref answers) == 1)
            {
                charged.SetResult();
                await cancelled.Task;
                throw new HttpRequestException("The connection was cut.");
            }
        };
        var order = await shop.PlaceAsync();
        await charged.Task.WaitAsync(Until.Deadline, Shop.Token);
        await shop.CancelAsync(order.Id);
        await Until.IsAsync(
            () => shop.ReadAsync((BillingDbContext db) => db.CancelledOrders.AnyAsync(o => o.OrderId == order.Id)), known => known);
        cancelled.SetResult();

        await shop.IdleAsync();
        Assert.Equal([order.Id], shop.Payments.Charged);
        Assert.Equal(["ch_" + order.Id], shop.Payments.Refunded.Select(id => "ch_" + id));
        Assert.Equal(OrderStatus.Cancelled, (await shop.OrderAsync(order.Id)).Status);
        await shop.NoDeadLettersAsync();
    }
}
