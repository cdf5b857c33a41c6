using Portal.Client.Orders;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public sealed class When_an_order_is_placed_twice
{
    [Fact]
    public async Task By_the_same_form_it_is_one_order_and_one_charge()
    {
        await using var shop = await Shop.OpenAsync();
        var request = new PlaceOrder("Ada", [new("KB-100", 1)]) { DraftId = PlaceOrder.NewDraftId(TimeProvider.System.GetUtcNow()) };
        var both = await Task.WhenAll(shop.Orders.PlaceAsync(request, Shop.Token), shop.Orders.PlaceAsync(request, Shop.Token));
        var again = await shop.Orders.PlaceAsync(request, Shop.Token);

        Assert.All([.. both, again], outcome => Assert.Equal(request.DraftId, outcome.Value!.Id));
        await shop.UntilAsync(request.DraftId!, OrderStatus.ReadyToShip);
        await shop.IdleAsync();
        Assert.Equal([request.DraftId], shop.Payments.Charged);
        Assert.Single((await shop.Orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(), Shop.Token)).Value!.Items);
    }
}
