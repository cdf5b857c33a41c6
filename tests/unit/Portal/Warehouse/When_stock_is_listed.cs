using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Stock;
using Portal.Warehouse;
using Portal.Warehouse.Data;
using Portal.Warehouse.Rebuilding;
using Unit.Portal.Support;

namespace Unit.Portal.Warehouse;

public sealed class When_stock_is_listed : IAsyncLifetime
{
    private static readonly (string Sku, string Name, int Quantity)[] _stock =
    [
        ("KB-1", "Keyboard", 12), ("KB-2", "keyboard, small", 5), ("MS-1", "Mouse", 0), ("MN-1", "Monitor", 5), ("HB/1", "Hub 100%", 10), ("A", "Zebra", 400),
    ];

    private ServiceDatabase<WarehouseDbContext> _database = null!;
    private StockRebuilds _rebuilds = null!;
    private StockGateway _gateway = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await ServiceDatabase<WarehouseDbContext>.OpenAsync();
        _rebuilds = new StockRebuilds(_database.Store);
        _gateway = new StockGateway(
            _database.Store, new StockDesk(_database.Store, TimeProvider.System), _rebuilds, Options.Create(new WarehouseOptions { LowStockAt = "5" }));
        await _database.Store.WriteAsync(
            work =>
            {
                foreach (var (sku, name, quantity) in _stock)
                {
                    work.Db.Products.Add(new StockedProduct { Sku = sku, Name = name });
                    work.AddEmptyLevel(sku);
                    if (quantity > 0)
                        work.Append(sku, StockEventKind.Received, quantity, null, null);
                }

                work.Append("A", StockEventKind.Reserved, 398, "o", null);
                return true;
            },
            Token);
    }

    public async ValueTask DisposeAsync()
    {
        _rebuilds.Dispose();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("sku", "A HB/1 KB-1 KB-2 MN-1 MS-1")]
    [InlineData("-sku", "MS-1 MN-1 KB-2 KB-1 HB/1 A")]
    [InlineData("name", "HB/1 KB-1 MN-1 MS-1 A KB-2")]
    [InlineData("-name", "KB-2 A MS-1 MN-1 KB-1 HB/1")]
    [InlineData("onHand", "MS-1 KB-2 MN-1 HB/1 KB-1 A")]
    [InlineData("-onHand", "A KB-1 HB/1 MN-1 KB-2 MS-1")]
    [InlineData("available", "MS-1 A KB-2 MN-1 HB/1 KB-1")]
    [InlineData("-available", "KB-1 HB/1 MN-1 KB-2 A MS-1")]
    public async Task In_each_order_over_all_pages(string sort, string skus)
    {
        Assert.True(StockFilter.TryParseSort(sort, out var by, out var descending));
        Assert.Equal(skus.Split(' '), await AllAsync(new StockFilter(null, Low: false, by, descending)));
    }

    [Theory]
    [InlineData("board", "KB-1 KB-2")]
    [InlineData("kb-", "KB-1 KB-2")]
    [InlineData("%", "HB/1")]
    [InlineData("_", "")]
    public async Task A_search_finds_parts_of_names_and_skus(string text, string skus) =>
        Assert.Equal(skus, string.Join(' ', await AllAsync(new StockFilter(text))));

    [Fact]
    public async Task Low_is_what_has_little_available_whatever_is_on_hand_and_the_lowest_come_first() =>
        Assert.Equal(["MS-1", "A", "KB-2", "MN-1"], await AllAsync(new StockFilter(Low: true, Sort: StockSort.Name, Descending: true)));

    [Fact]
    public async Task A_cursor_that_no_page_has_answered_with_is_refused_or_harmless()
    {
        Assert.Equal(400, (await _gateway.ListAsync(new StockFilter(), new PageRequest(5, "?"), Token)).Problem?.Status);
        var next = (await _gateway.ListAsync(new StockFilter(), new PageRequest(1), Token)).Value!.Next;
        foreach (var sort in Enum.GetValues<StockSort>())
            Assert.True((await _gateway.ListAsync(new StockFilter(Sort: sort), new PageRequest(5, next), Token)).Succeeded);
    }

    [Fact]
    public async Task A_product_that_was_never_stocked_is_in_the_list_and_has_a_line()
    {
        Assert.Equal(("Mouse", 0L, true), await _gateway.FindItemAsync("MS-1", Token) is { } item ? (item.Name, item.OnHand, item.Low) : default);
        Assert.Null(await _gateway.FindItemAsync("XX", Token));
        Assert.Null(await _gateway.FindAsync("MS-1", null, Token));
    }

    private async Task<List<string>> AllAsync(StockFilter filter)
    {
        var skus = new List<string>();
        string? after = null;
        do
        {
            var page = (await _gateway.ListAsync(filter, new PageRequest(2, after), Token)).Value!;
            skus.AddRange(page.Items.Select(i => i.Sku));
            after = page.Next;
        }
        while (after is not null);
        return skus;
    }
}
