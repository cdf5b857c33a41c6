using Portal.Client.Messages;
using Portal.Client.Orders;
using Portal.Client.Orders.Journey;
using Portal.Live;
using Unit.Portal.Support;

namespace Unit.Portal.Journeys;

public sealed class When_an_order_is_followed
{
    [Fact]
    public async Task Its_journey_has_every_message_in_causal_order_with_the_calls_it_made()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PlaceAsync(card: "tok_4242");
        await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);
        await shop.IdleAsync();

        var journey = await shop.Get<IMessageGateway>().JourneyAsync(order.Id, Shop.Token);

        Assert.Equal(
            ["sales.order-placed.v1", "billing.order-billed.v1", "warehouse.create-label.v1", "warehouse.label-created.v1"],
            journey.Messages.Select(m => m.Type));
        Assert.Equal([null, .. journey.Messages.Take(3).Select(m => m.Id)], journey.Messages.Select(m => m.CausationId));
        Assert.All(journey.Messages.SelectMany(m => m.Deliveries), d => Assert.Equal(DeliveryState.Handled, d.State));
        var charge = Assert.Single(Assert.Single(journey.Messages[0].Deliveries[0].Attempts).Calls);
        Assert.Equal(("payments", "POST", 201, null), (charge.Party, charge.Method, charge.StatusCode, charge.Error));
        Assert.Equal(4, journey.Messages[2].Deliveries[0].Attempts[0].Calls.Count); // three rates and a label
        Assert.Empty(journey.Gaps);
    }

    [Fact]
    public async Task An_outage_shows_each_attempt_what_the_call_said_and_the_wait_after_it()
    {
        await using var shop = await Shop.OpenAsync();
        var refusals = 2;
        shop.Payments.OnArrival = _ => Interlocked.Decrement(ref refusals) >= 0 ? throw new HttpRequestException("Connection refused") : Task.CompletedTask;
        var order = await shop.PlaceAsync();
        await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);
        await shop.IdleAsync();

        var journey = await shop.Get<IMessageGateway>().JourneyAsync(order.Id, Shop.Token);

        var charged = Assert.Single(journey.Messages[0].Deliveries);
        Assert.Equal(
            [AttemptOutcome.Retried, AttemptOutcome.Retried, AttemptOutcome.Handled], charged.Attempts.Select(a => a.Outcome));
        Assert.All(charged.Attempts.Take(2), a => Assert.Equal("Connection refused", Assert.Single(a.Calls).Error));
        var steps = JourneySteps.Of(await shop.OrderAsync(order.Id), journey);
        Assert.Equal(2, steps.Count(s => s.Kind is StepKind.Wait && s.From == "Billing"));
        Assert.Equal(3, steps.Count(s => s.Kind is StepKind.Attempt && s.From == "Billing"));
        Assert.Equal(3, steps.Count(s => s.Kind is StepKind.Call && s.To == "Payments"));
    }

    [Fact]
    public async Task A_message_is_found_by_its_id_with_its_content_and_without_the_card()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PlaceAsync(card: "tok_12345678");
        await shop.UntilAsync(order.Id, OrderStatus.ReadyToShip);
        await shop.IdleAsync();
        var gateway = shop.Get<IMessageGateway>();
        var placed = (await gateway.JourneyAsync(order.Id, Shop.Token)).Messages[0];

        var detail = await gateway.FindAsync(placed.Id, Shop.Token);

        Assert.NotNull(detail);
        Assert.Equal(ContentSource.Record, detail.Content.Source);
        Assert.Contains(order.Id, detail.Content.Body, StringComparison.Ordinal);
        Assert.Contains("••••5678", detail.Content.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("tok_1234", detail.Content.Body, StringComparison.Ordinal);
        Assert.Equal(order.Id, detail.Content.Headers!["correlation-id"]);
        Assert.Equal(["published", "delivered", "acknowledged"], detail.Entries.Select(e => e.What));
        Assert.Empty(detail.Causes);
        Assert.Equal(3, detail.Effects.Count);
        Assert.Null(await gateway.FindAsync("nobody", Shop.Token));
    }

    [Fact]
    public async Task Whoever_looks_is_told_that_something_happened()
    {
        await using var shop = await Shop.OpenAsync();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = PlaceOrder.NewDraftId(TimeProvider.System.GetUtcNow());
        using var subscription = shop.Get<LiveFeed>().Subscribe<JourneyPulse>(
            _ =>
            {
                seen.TrySetResult();
                return Task.CompletedTask;
            },
            id);
        await shop.Orders.PlaceAsync(new PlaceOrder("Ada", [new("KB-100", 1)]) { DraftId = id }, Shop.Token);
        await seen.Task.WaitAsync(Until.Deadline, Shop.Token);
    }

    [Fact]
    public async Task Messages_are_found_by_type_time_and_conversation()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await shop.PlaceAsync();
        var second = await shop.PlaceAsync();
        await shop.UntilAsync(first.Id, OrderStatus.ReadyToShip);
        await shop.UntilAsync(second.Id, OrderStatus.ReadyToShip);
        await shop.IdleAsync();
        var gateway = shop.Get<IMessageGateway>();

        var ofType = (await gateway.ListAsync(new MessageQuery("billing.order-billed.v1"), new(), Shop.Token)).Value!;
        Assert.Equal(new[] { first.Id, second.Id }.Order(), ofType.Items.Select(r => r.CorrelationId).Distinct().Order());
        var ofFirst = (await gateway.ListAsync(new MessageQuery(Correlation: first.Id), new(), Shop.Token)).Value!;
        Assert.Equal(4, ofFirst.Items.Count);
        Assert.All(ofFirst.Items, r => Assert.Equal(first.Id, r.CorrelationId));
        var early = await gateway.ListAsync(new MessageQuery(To: DateTimeOffset.UnixEpoch.AddDays(1)), new(), Shop.Token);
        Assert.Empty(early.Value!.Items);
        Assert.Equal(["after"], (await gateway.ListAsync(new MessageQuery(), new(After: "x"), Shop.Token)).Problem!.Errors!.Keys);
        Assert.Contains("sales.order-placed.v1", gateway.KnownTypes());
    }
}
