using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Portal.Client.Contracts;
using Portal.Client.Orders;
using Portal.Http;

namespace Portal.Sales.Lists;

/// <summary>The query string of <c>GET /api/orders</c>.</summary>
internal sealed record OrderListQuery(
    [property: Description("placed, billed, readyToShip or cancelled.")] string? Status,
    [property: Description("Only where the customer's name contains this.")] string? Customer,
    [property: Description("The same, or the beginning of an id (four hexadecimal digits and more).")] string? Text,
    [property: Description("Placed at this time or later.")] DateTimeOffset? From,
    [property: Description("Placed before this time.")] DateTimeOffset? To,
    [property: Description("placed, updated, total or customer; with a minus in front it descends. Default -placed.")] string? Sort,
    [property: Description("Items a page, 1 to 500; default 50.")] int? Limit,
    [property: Description("The 'next' of the page before.")] string? After,
    [property: Description("The 'previous' of the page after.")] string? Before)
{
    private const int MaxText = 100;

    public bool TryRead([NotNullWhen(true)] out Wanted? wanted, [NotNullWhen(false)] out Problem? problem)
    {
        wanted = null;
        if (!QueryEnum.TryParse<OrderStatus>(Status, "status", out var status, out problem)
            || !QueryEnum.TryParse<OrderSort>(Sort, "sort", out var sort, out problem))
            return false;
        var text = Text ?? Customer;
        problem = new PageQuery(Limit, After).Problem
            ?? (After is not null && Before is not null ? Problem.Invalid("before", "cannot be given together with 'after'") : null)
            ?? (text?.Length > MaxText ? Problem.Invalid(Text is null ? "customer" : "text", $"must be at most {MaxText} characters") : null);
        if (problem is not null)
            return false;
        wanted = new Wanted(
            new OrderFilter(status, text, From, To), sort ?? OrderSort.NewestPlaced, new OrderPageRequest(Limit ?? PageRequest.DefaultLimit, After, Before));
        return true;
    }

    internal sealed record Wanted(OrderFilter Filter, OrderSort Sort, OrderPageRequest Page);
}
