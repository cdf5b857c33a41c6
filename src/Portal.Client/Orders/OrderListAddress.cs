using System.Globalization;
using Portal.Client.Contracts;

namespace Portal.Client.Orders;

/// <summary>What the list of orders shows, as its address says it: a link to any view.</summary>
/// <param name="Filter">Which orders.</param>
/// <param name="FromDay">The first day, <c>2026-01-31</c>, UTC, or null.</param>
/// <param name="ToDay">The last day, or null.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Page">Which page, and how long it is.</param>
public sealed record OrderListAddress(OrderFilter Filter, string? FromDay, string? ToDay, OrderSort Sort, OrderPageRequest Page)
{
    private const string Day = "yyyy-MM-dd";

    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100, 200];

    public static OrderListAddress Of(
        string? status, string? text, string? from, string? to, string? sort, int? size, string? after, string? before)
    {
        var first = Parse(from);
        var last = Parse(to);
        var filter = new OrderFilter(WireName.Parse<OrderStatus>(status), Blank(text), first, last?.AddDays(1));
        return new OrderListAddress(
            filter,
            first?.ToString(Day, CultureInfo.InvariantCulture),
            last?.ToString(Day, CultureInfo.InvariantCulture),
            WireName.Parse<OrderSort>(sort) ?? OrderSort.NewestPlaced,
            new OrderPageRequest(Sizes.Contains(size ?? 0) ? size!.Value : PageRequest.DefaultLimit, Blank(after), after is null ? Blank(before) : null));
    }

    /// <summary>The query of the address; what is as usual is left out.</summary>
    public IReadOnlyDictionary<string, object?> Query => new Dictionary<string, object?>
    {
        ["status"] = Filter.Status is { } status ? WireName.Of(status) : null,
        ["text"] = Filter.Text,
        ["from"] = FromDay,
        ["to"] = ToDay,
        ["sort"] = Sort is OrderSort.NewestPlaced ? null : WireName.Of(Sort),
        ["size"] = Page.Limit == PageRequest.DefaultLimit ? null : Page.Limit,
        ["after"] = Page.After,
        ["before"] = Page.Before,
    };

    public bool IsFirstPage => Page.After is null && Page.Before is null;

    /// <summary>Another view begins at its first page.</summary>
    public OrderListAddress With(OrderStatus? status) => FirstPage() with { Filter = Filter with { Status = status } };

    public OrderListAddress With(OrderSort sort) => FirstPage() with { Sort = sort };

    public OrderListAddress FirstPage() => this with { Page = new OrderPageRequest(Page.Limit) };

    public OrderListAddress After(string cursor) => this with { Page = new OrderPageRequest(Page.Limit, After: cursor) };

    public OrderListAddress Before(string cursor) => this with { Page = new OrderPageRequest(Page.Limit, Before: cursor) };

    private static DateTimeOffset? Parse(string? day) =>
        DateTimeOffset.TryParseExact(day, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
        && parsed < DateTimeOffset.MaxValue.AddDays(-1) ? parsed : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
