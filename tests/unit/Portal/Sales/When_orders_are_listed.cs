using Portal.Client.Orders;
using Portal.Sales;
using Portal.Sales.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public sealed class When_orders_are_listed : IAsyncLifetime
{
    private readonly SettableTime _time = new();
    private ServiceDatabase<SalesDbContext> _database = null!;
    private OrderGateway _orders = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await ServiceDatabase<SalesDbContext>.OpenAsync(_time);
        _orders = new OrderGateway(_database.Store);
        await new CatalogueGateway(_database.Store).PutAsync("A", new("Name", 1m, "EUR"), Token);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Pages_show_each_once_newest_first_also_within_one_millisecond()
    {
        var placed = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            if (i % 10 == 0)
                _time.Now += TimeSpan.FromSeconds(1);
            placed.Add(await PlaceAsync("Customer"));
        }

        var seen = new List<OrderView>();
        string? after = null;
        do
        {
            var page = (await _orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(4, after), Token)).Value!;
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(placed.Order(), seen.Select(o => o.Id).Order());
        Assert.Equal(seen.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id, StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task What_a_person_types_means_itself()
    {
        var percent = await PlaceAsync("100% Ada_\\");
        await PlaceAsync("1000 Ada");
        Assert.Equal([percent], await FindAsync("100%"));
        Assert.Equal([percent], await FindAsync("da_"));
        Assert.Equal([percent], await FindAsync("\\"));
        Assert.Equal(2, (await FindAsync("ada")).Count);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!")]
    [InlineData("AAAA")]
    public async Task A_cursor_that_no_page_has_answered_with_is_refused(string after) =>
        Assert.Equal(["after"], (await _orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(10, after), Token)).Problem!.Errors!.Keys);

    private async Task<string> PlaceAsync(string customer) =>
        (await _orders.PlaceAsync(new PlaceOrder(customer, [new("A", 1)]), Token)).Value!.Id;

    private async Task<List<string>> FindAsync(string customer) =>
        [.. (await _orders.ListAsync(new OrderFilter(Text: customer), OrderSort.NewestPlaced, new OrderPageRequest(), Token)).Value!.Items.Select(o => o.Id)];
}
