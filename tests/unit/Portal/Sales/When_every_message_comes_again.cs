using Messaging;
using Portal.Client.Orders;
using Portal.Contracts.Billing;
using Portal.Contracts.Warehouse;
using Unit.Portal.Support;

namespace Unit.Portal.Sales;

public class When_every_message_comes_again
{
    private static readonly string[] _topics = ["sales", "billing", "warehouse"];

    [Fact]
    public async Task Nothing_changes()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.IdleAsync();

        // A queue beside the services' gets a copy of every event, with the same id.
        await shop.Broker.DeclareQueueAsync("tap", new QueueOptions(), Shop.Token);
        foreach (var topic in _topics)
            await shop.Broker.SubscribeAsync(new Subscription(topic, "tap", "tap"), Shop.Token);
        await shop.StockAsync("RARE-1", 0);
        var happy = await shop.PlaceAsync();
        var declined = await shop.PlaceAsync("tok_0002");
        var missing = await shop.PlaceAsync(null, ("RARE-1", 1));
        await shop.UntilAsync(happy.Id, OrderStatus.ReadyToShip);
        await shop.UntilAsync(declined.Id, OrderStatus.Cancelled);
        await shop.UntilAsync(missing.Id, OrderStatus.Cancelled);
        await shop.IdleAsync();
        var before = await shop.DumpAsync();
        var calls = shop.Payments.Calls.Count;
        var events = await TappedAsync(shop);

        // placed ×3, product changed, billed ×2, declined, label, out of stock, refunded
        Assert.Equal(10, events.Count);
        var published = shop.Broker.Statistics("billing")!.Acknowledged;
        await shop.Broker.PublishAsync(events, cancellationToken: Shop.Token);
        foreach (var id in await shop.HandledAsync("billing", "RefundCharge"))
            await shop.SendAsync(new RefundOrder(missing.Id, "again"), id);
        foreach (var id in await shop.HandledAsync("warehouse", "MakeLabel"))
            await shop.SendAsync(new CreateLabel(happy.Id), id);
        await shop.IdleAsync();

        Assert.True(shop.Broker.Statistics("billing")!.Acknowledged >= published + 6, "The messages did not come again.");
        Assert.Equal(before, await shop.DumpAsync());
        Assert.Equal(calls, shop.Payments.Calls.Count);
        await shop.NoDeadLettersAsync();
    }

    private static async Task<List<OutgoingMessage>> TappedAsync(Shop shop)
    {
        var deliveries = await shop.Broker.ReceiveAsync("tap", 1000, TimeSpan.Zero, cancellationToken: Shop.Token);
        return
        [
            .. deliveries.Select(d => new OutgoingMessage(Destination.Topic(d.Message.Type[..d.Message.Type.IndexOf('.', StringComparison.Ordinal)]), d.Message)),
        ];
    }
}
