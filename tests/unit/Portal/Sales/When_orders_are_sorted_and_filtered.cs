using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Orders;
using Portal.Sales;
using Portal.Sales.Data;
using Portal.Sales.Lists;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

/// <summary>Every sort with every filter, against the same question asked of all orders in memory.</summary>
public sealed class When_orders_are_sorted_and_filtered : IAsyncLifetime
{
    private const int Orders = 60;
    private static readonly string[] _customers = ["Ada Lovelace", "ada byron", "Grace Hopper", "Édouard", "100% Zed"];

    private readonly SettableTime _time = new();
    private ServiceDatabase<SalesDbContext> _database = null!;
    private OrderGateway _orders = null!;
    private List<OrderView> _all = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<OrderSort> Sorts => [.. Enum.GetValues<OrderSort>()];

    public async ValueTask InitializeAsync()
    {
        _database = await ServiceDatabase<SalesDbContext>.OpenAsync(_time);
        _orders = new OrderGateway(_database.Store);
        await new CatalogueGateway(_database.Store).PutAsync("A", new("Name", 1m, "EUR"), Token);
        for (var i = 0; i < Orders; i++)
        {
            _time.Now += TimeSpan.FromMilliseconds(i % 3 == 0 ? 0 : 3_600_000);
            var order = (await _orders.PlaceAsync(new PlaceOrder(_customers[i % 5], [new("A", 1 + (i * 7 % 10))]), Token)).Value!;
            if (i % 4 == 0)
                await _orders.CancelAsync(order.Id, Token);
        }

        _all = [.. (await PageAsync(new OrderFilter(), OrderSort.OldestPlaced, new OrderPageRequest(500))).Items];
        Assert.Equal(Orders, _all.Count);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Each_page_comes_in_order_and_nothing_is_shown_twice_or_missed(OrderSort sort)
    {
        foreach (var filter in Filters())
        {
            var expected = _all.Where(filter.Matches).Select(o => o.Id).Order().ToList();
            var there = await ThereAsync(_orders.ListAsync, filter, sort);
            Assert.Equal(expected, there.Select(o => o.Id).Order());
            AssertSorted(there, sort);
        }
    }

    /// <summary>As with very many orders: the look along an index ends before a page is full, and goes on on the next.</summary>
    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task A_search_that_ends_early_goes_on_where_it_ended(OrderSort sort)
    {
        var partial = 0;
        var list = new OrderList(_database.Store, few: 4);
        foreach (var filter in Filters())
        {
            var there = await ThereAsync(
                async (f, s, page, token) =>
                {
                    var outcome = await list.ReadAsync(f, s, page, token);
                    partial += outcome.Value!.IsPartial ? 1 : 0;
                    return outcome;
                },
                filter,
                sort);
            Assert.Equal(_all.Where(filter.Matches).Select(o => o.Id).Order(), there.Select(o => o.Id).Order());
            AssertSorted(there, sort);
        }

        Assert.True(partial > 10);
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task The_pages_back_are_those_on_the_way_there(OrderSort sort)
    {
        var filter = new OrderFilter(OrderStatus.Placed);
        var pages = new List<OrderListing>();
        string? after = null;
        do
        {
            pages.Add(await PageAsync(filter, sort, new OrderPageRequest(7, After: after)));
            after = pages[^1].Next;
        }
        while (after is not null);
        Assert.True(pages.Count > 3);
        Assert.Null(pages[0].Previous);
        for (var i = pages.Count - 1; i > 0; i--)
        {
            var back = await PageAsync(filter, sort, new OrderPageRequest(7, Before: pages[i].Previous));
            Assert.Equal(pages[i - 1].Items.Select(o => o.Id), back.Items.Select(o => o.Id));
            Assert.NotNull(back.Next);
            Assert.Equal(i == 1, back.Previous is null);
        }
    }

    [Fact]
    public async Task A_cursor_of_one_order_is_none_of_another()
    {
        var page = await PageAsync(new OrderFilter(), OrderSort.HighestTotal, new OrderPageRequest(5));
        var outcome = await _orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(5, page.Next), Token);
        Assert.Equal(["after"], outcome.Problem!.Errors!.Keys);
    }

    [Fact]
    public async Task Counts_by_status_are_those_of_the_orders_that_match()
    {
        foreach (var filter in Filters())
        {
            var counts = await _orders.CountAsync(filter, Token);
            var expected = _all.Where((filter with { Status = null }).Matches).GroupBy(o => o.Status).ToDictionary(g => g.Key, g => g.LongCount());
            Assert.Equal(expected.OrderBy(c => c.Key), counts.ByStatus!.OrderBy(c => c.Key));
        }
    }

    [Fact]
    public async Task Every_filter_and_sort_reads_through_an_index_it_names()
    {
        // A hint that fits no more would throw; that the customers' index ignores case is what makes it fit.
        var plan = await _database.Store.ReadAsync(
            db => db.Database.SqlQueryRaw<string>(
                "SELECT sql AS \"Value\" FROM sqlite_master WHERE name = 'IX_order_Customer_Id'").SingleAsync(Token),
            Token);
        Assert.Contains("COLLATE NOCASE", plan, StringComparison.Ordinal);
    }

    private IEnumerable<OrderFilter> Filters()
    {
        var (from, to) = (_all[10].PlacedAt, _all[45].PlacedAt);
        foreach (var status in new OrderStatus?[] { null, OrderStatus.Placed, OrderStatus.Cancelled, OrderStatus.Billed })
        {
            foreach (var text in new[] { null, "ADA", "%", "nobody", _all[20].Id[..16] })
            {
                yield return new OrderFilter(status, text);
                yield return new OrderFilter(status, text, from, to);
                yield return new OrderFilter(status, text, From: from);
            }
        }
    }

    private static async Task<List<OrderView>> ThereAsync(
        Func<OrderFilter, OrderSort, OrderPageRequest, CancellationToken, Task<Outcome<OrderListing>>> list, OrderFilter filter, OrderSort sort)
    {
        var there = new List<OrderView>();
        string? after = null;
        do
        {
            var page = (await list(filter, sort, new OrderPageRequest(9, After: after), Token)).Value!;
            there.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return there;
    }

    private async Task<OrderListing> PageAsync(OrderFilter filter, OrderSort sort, OrderPageRequest page)
    {
        var outcome = await _orders.ListAsync(filter, sort, page, Token);
        Assert.Null(outcome.Problem);
        return outcome.Value!;
    }

    private static void AssertSorted(List<OrderView> orders, OrderSort sort)
    {
        for (var i = 1; i < orders.Count; i++)
            Assert.True(OrderOrdering.Of(sort)(orders[i - 1], orders[i]) < 0, $"{sort}: {orders[i - 1]} and {orders[i]}");
    }
}
