using Portal.Client.Contracts;
using Portal.Client.Stock;
using Portal.Warehouse;
using Portal.Warehouse.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Warehouse;

public sealed class When_stock_is_booked : IAsyncLifetime
{
    private readonly SettableTime _time = new();
    private ServiceDatabase<WarehouseDbContext> _database = null!;
    private StockDesk _desk = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await ServiceDatabase<WarehouseDbContext>.OpenAsync(_time);
        _desk = new StockDesk(_database.Store, _time);
        await _database.Store.WriteAsync(
            work =>
            {
                work.Db.Products.Add(new StockedProduct { Sku = "KB-100", Name = "Keyboard", Version = 1 });
                return Task.FromResult(true);
            },
            Token);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_adjustment_below_zero_is_refused_and_changes_nothing()
    {
        await _desk.ReceiveAsync("KB-100", new StockReceipt(5), Token);
        var refused = await _desk.AdjustAsync("KB-100", new StockAdjustment(-6, "Count"), Token);
        Assert.Equal(409, refused.Problem?.Status);
        Assert.Equal(5, (await _desk.FindAsync("KB-100", null, Token))!.OnHand);
        Assert.Single((await _desk.HistoryAsync("KB-100", new PageRequest(), Token)).Value!.Items);

        var toZero = await _desk.AdjustAsync("KB-100", new StockAdjustment(-5, "Count"), Token);
        Assert.Equal(0, toZero.Value?.OnHand);
    }

    [Fact]
    public async Task A_product_nobody_knows_is_refused()
    {
        Assert.Equal(404, (await _desk.ReceiveAsync("XX", new StockReceipt(1), Token)).Problem?.Status);
        Assert.Equal(404, (await _desk.AdjustAsync("XX", new StockAdjustment(1, "Count"), Token)).Problem?.Status);
        Assert.Null(await _desk.FindAsync("XX", null, Token));
        Assert.Null(await _desk.FindAsync("XX", _time.Now, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public async Task A_receipt_outside_the_range_is_refused(int quantity) =>
        Assert.Equal(["quantity"], Fields(await _desk.ReceiveAsync("KB-100", new StockReceipt(quantity), Token)));

    [Fact]
    public async Task Every_error_of_an_adjustment_is_named()
    {
        Assert.Equal(["quantity", "reason"], Fields(await _desk.AdjustAsync("KB-100", new StockAdjustment(0, " "), Token)));
        Assert.Equal(
            ["quantity", "reason"],
            Fields(await _desk.AdjustAsync("KB-100", new StockAdjustment(-1_000_001, new string('x', 201)), Token)));
    }

    [Fact]
    public async Task The_history_is_paged_oldest_first()
    {
        for (var i = 1; i <= 5; i++)
            await _desk.ReceiveAsync("KB-100", new StockReceipt(i), Token);
        var seen = new List<int>();
        string? after = null;
        do
        {
            var page = (await _desk.HistoryAsync("KB-100", new PageRequest(2, after), Token)).Value!;
            Assert.InRange(page.Items.Count, 1, 2);
            seen.AddRange(page.Items.Select(e => e.Quantity));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task A_cursor_that_no_page_has_answered_with_is_refused(string after) =>
        Assert.Equal(["after"], Fields(await _desk.HistoryAsync("KB-100", new PageRequest(10, after), Token)));

    private static string[] Fields<T>(Outcome<T> outcome)
        where T : class => [.. outcome.Problem!.Errors!.Keys.Order()];
}
