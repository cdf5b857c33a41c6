using Portal.Client.Catalogue;
using Portal.Client.Contracts;
using Portal.Sales;
using Portal.Sales.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public sealed class What_a_product_must_say : IAsyncLifetime
{
    private ServiceDatabase<SalesDbContext> _database = null!;
    private CatalogueGateway _catalogue = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        _catalogue = new CatalogueGateway(_database.Store);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a/b")]
    public async Task A_sku_of_allowed_characters(string sku) => Assert.Equal(["sku"], await FieldsAsync(sku, new("Name", 1m, "EUR")));

    [Fact]
    public async Task A_sku_of_at_most_64_characters()
    {
        Assert.Empty(await FieldsAsync(new string('A', 64), new("Name", 1m, "EUR")));
        Assert.Equal(["sku"], await FieldsAsync(new string('A', 65), new("Name", 1m, "EUR")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.001")]
    [InlineData("1.005")]
    [InlineData("1000000.01")]
    [InlineData("-1")]
    public async Task A_price_in_range_with_two_decimals(string price) => Assert.Equal(
        ["price"], await FieldsAsync("A", new("Name", decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), "EUR")));

    [Theory]
    [InlineData(null)]
    [InlineData("EURO")]
    [InlineData("eur")]
    [InlineData("E1R")]
    public async Task A_currency(string? currency) => Assert.Equal(["currency"], await FieldsAsync("A", new("Name", 1m, currency)));

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_is_stored()
    {
        Assert.Equal(["currency", "name", "price", "sku"], await FieldsAsync("a b", new(null, 0m, null)));
        Assert.Empty((await _catalogue.ListAsync(new PageRequest(), Token)).Items);
    }

    [Fact]
    public async Task The_price_is_kept_to_the_cent_and_each_change_is_a_version()
    {
        var created = (await _catalogue.PutAsync("A", new(" Name ", 1_000_000m, "EUR"), Token)).Value!;
        Assert.True(created.Created);
        Assert.Equal(new ProductView("A", "Name", 1_000_000m, "EUR", 1), created.Product);
        var changed = (await _catalogue.PutAsync("A", new("Other", 0.01m, "USD"), Token)).Value!;
        Assert.False(changed.Created);
        Assert.Equal(new ProductView("A", "Other", 0.01m, "USD", 2), changed.Product);
    }

    [Fact]
    public async Task The_catalogue_is_paged_by_sku()
    {
        foreach (var sku in new[] { "C", "A", "E", "B", "D" })
            await _catalogue.PutAsync(sku, new("Name", 1m, "EUR"), Token);
        var first = await _catalogue.ListAsync(new PageRequest(3), Token);
        Assert.Equal(["A", "B", "C"], first.Items.Select(p => p.Sku));
        var second = await _catalogue.ListAsync(new PageRequest(3, first.Next), Token);
        Assert.Equal(["D", "E"], second.Items.Select(p => p.Sku));
        Assert.Null(second.Next);
    }

    private async Task<IEnumerable<string>> FieldsAsync(string sku, PutProduct request)
    {
        var outcome = await _catalogue.PutAsync(sku, request, Token);
        return outcome.Problem?.Errors?.Keys.Order() ?? Enumerable.Empty<string>();
    }
}
