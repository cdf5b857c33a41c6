using Microsoft.AspNetCore.Components;

namespace Portal.Client.Orders;

/// <summary>Placed → billed → ready to ship; a cancelled order shows what it reached, and then its end.</summary>
public partial class OrderSteps
{
    private static readonly OrderStatus[] Way = [OrderStatus.Placed, OrderStatus.Billed, OrderStatus.ReadyToShip];

    [Parameter]
    [EditorRequired]
    public OrderView Order { get; set; } = null!;

    private IEnumerable<Step> Steps()
    {
        var cancelled = Order.Status is OrderStatus.Cancelled;
        foreach (var status in Way)
        {
            DateTimeOffset? at = Order.ReachedAt.TryGetValue(status, out var reached) ? reached : null;
            var done = cancelled ? at is not null : status <= Order.Status;
            if (cancelled && !done) continue;

            var next = !done && status == Order.Status + 1;
            yield return new Step(
                status,
                done ? "done" : next ? "next" : "open",
                done ? "check" : OrderWords.IconOf(status),
                at,
                done ? "done" : next ? "under way …" : "not yet",
                status == Order.Status);
        }

        if (!cancelled) yield break;

        var end = Order.ReachedAt.TryGetValue(OrderStatus.Cancelled, out var cancelledAt) ? cancelledAt : Order.UpdatedAt;
        yield return new Step(OrderStatus.Cancelled, "failed", "close", end, "", true);
    }

    private sealed record Step(OrderStatus Status, string Look, string Icon, DateTimeOffset? At, string Note, bool IsCurrent);
}
