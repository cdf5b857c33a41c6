using Portal.Client.Orders;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

/// <summary>Applies a fact to an order inside a transaction, and tells viewers when something changed.</summary>
internal static class OrderChange
{
    /// <param name="work">The transaction.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="fill">Fills in what came with the fact, whether or not the status changes.</param>
    /// <exception cref="UnknownOrderException">There is no such order.</exception>
    public static void Apply(this Work<SalesDbContext> work, string orderId, OrderFact fact, Action<Order> fill) =>
        work.Apply(work.FindOrder(orderId) ?? throw new UnknownOrderException(orderId), fact, fill);

    /// <inheritdoc cref="Apply(Work{SalesDbContext}, string, OrderFact, Action{Order})"/>
    public static void Apply(this Work<SalesDbContext> work, Order order, OrderFact fact, Action<Order> fill)
    {
        fill(order);
        var now = work.Now.ToUnixTimeMilliseconds();
        if (OrderStateMachine.Next(order.Status, fact) is { } next)
        {
            order.Status = next;
            _ = next switch
            {
                OrderStatus.Billed => order.BilledAt = now,
                OrderStatus.ReadyToShip => order.ReadyAt = now,
                OrderStatus.Cancelled => order.CancelledAt = now,
                _ => null,
            };
        }

        order.UpdatedAt = now;
        order.Version++;
        work.Save(order);
        work.Changed(order.ToView());
    }
}
