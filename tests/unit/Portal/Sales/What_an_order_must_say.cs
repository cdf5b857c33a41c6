using Portal.Client.Orders;
using Portal.Sales;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public class What_an_order_must_say
{
    private static readonly PlaceOrderLine _line = new("KB-100", 1);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    public void A_customer(string? customer) => Assert.Equal(["customer"], Fields(new PlaceOrder(customer, [_line])));

    [Fact]
    public void A_customer_of_at_most_100_characters()
    {
        Assert.Empty(Fields(new PlaceOrder(new string('x', 100), [_line])));
        Assert.Equal(["customer"], Fields(new PlaceOrder(new string('x', 101), [_line])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ünicode")]
    [InlineData("tab\t")]
    public void A_card_of_printable_characters(string card) => Assert.Equal(["card"], Fields(new PlaceOrder("Ada", [_line], card)));

    [Fact]
    public void A_card_of_at_most_64_characters()
    {
        Assert.Empty(Fields(new PlaceOrder("Ada", [_line], new string('4', 64))));
        Assert.Equal(["card"], Fields(new PlaceOrder("Ada", [_line], new string('4', 65))));
    }

    [Fact]
    public void One_to_fifty_lines()
    {
        Assert.Equal(["lines"], Fields(new PlaceOrder("Ada", null)));
        Assert.Equal(["lines"], Fields(new PlaceOrder("Ada", [])));
        Assert.Empty(Fields(new PlaceOrder("Ada", Lines(50))));
        Assert.Equal(["lines"], Fields(new PlaceOrder("Ada", Lines(51))));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    [InlineData(-1, false)]
    public void A_quantity_from_1_to_1000(int quantity, bool allowed) => Assert.Equal(
        allowed ? [] : ["lines[0].quantity"], Fields(new PlaceOrder("Ada", [new PlaceOrderLine("KB-100", quantity)])));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() => Assert.Equal(
        ["card", "customer", "lines[0]", "lines[1].quantity", "lines[1].sku", "lines[3].sku"],
        Fields(new PlaceOrder("", [null, new("", 0), new("A", 1), new("A", 1)], "")));

    [Fact]
    public async Task Products_of_the_catalogue_in_one_currency()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.True((await shop.Catalogue.PutAsync("US-1", new("Dollar thing", 1m, "USD"), Shop.Token)).Succeeded);
        var outcome = await shop.Orders.PlaceAsync(new PlaceOrder("Ada", [new("KB-100", 1), new("NO-1", 1), new("US-1", 1)]), Shop.Token);
        Assert.Equal(400, outcome.Problem?.Status);
        Assert.Equal(["lines[1].sku", "lines[2].sku"], outcome.Problem!.Errors!.Keys.Order());
        Assert.Empty((await shop.Orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(), Shop.Token)).Value!.Items);
        await shop.IdleAsync();
        Assert.Empty(shop.Payments.Calls);
    }

    private static PlaceOrderLine?[] Lines(int count) => [.. Enumerable.Range(0, count).Select(i => new PlaceOrderLine("SKU-" + i, 1))];

    private static IEnumerable<string> Fields(PlaceOrder order) => PlaceOrderValidation.Check(order).Keys.Order(StringComparer.Ordinal);
}
