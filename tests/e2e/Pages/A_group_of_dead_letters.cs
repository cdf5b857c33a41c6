using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_group_of_dead_letters(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const string Refund = "billing.refund-order.v1";
    private const int Count = 3;

    /// <summary>Refunds that are asked for before the orders were charged, all with the same cause; once that is gone one operation replays them.</summary>
    [Fact]
    public async Task With_one_cause_is_replayed_in_one_operation_and_resolves()
    {
        await Portal.SetPaymentsAsync(down: true);
        var orders = new List<string>();
        await Portal.Api.PutJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 1 });
        try
        {
            for (var i = 0; i < Count; i++)
            {
                orders.Add(await Portal.PlaceOrderAsync("Group"));
                await Portal.SendAsync("billing", Refund, $"{{\"orderId\": \"{orders[i]}\", \"reason\": \"Too early\"}}");
                await Until.TrueAsync(
                    async () => (await FailedAsync()) == i + 1, () => $"{i + 1} refunds failed");
            }
        }
        finally
        {
            await Portal.Api.PutJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 10 });
            await Portal.SetPaymentsAsync();
        }

        foreach (var order in orders)
            await Portal.WaitForStatusAsync(order, "readyToShip");

        await SignInAsync($"/dead-letters?view=groups&status=failed&type={Refund}");
        var group = Page.GetByRole(AriaRole.Article, new() { Name = Refund });
        await Expect(group).ToContainTextAsync("RefundCharge");
        await group.GetByRole(AriaRole.Button, new() { Name = "Add a note or an owner" }).ClickAsync();
        await group.GetByLabel("Note", new() { Exact = true }).FillAsync("Asked for too early");
        await group.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(group.GetByText("Asked for too early", new() { Exact = true })).ToBeVisibleAsync();

        await group.GetByRole(AriaRole.Button, new() { Name = $"Replay group ({Count})" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByTestId("bulk-covers")).ToContainTextAsync($"{Count} dead letters");
        await dialog.GetByRole(AriaRole.Switch, new() { Name = "Canary" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = $"Replay {Count}" }).ClickAsync();

        await Expect(Page.Locator("[data-testid=toast][data-tone=good]").Filter(new() { HasText = $"{Count} of {Count}" })).ToBeVisibleAsync();
        await Until.TrueAsync(async () => await FailedAsync() == 0, () => "none is failed");
        foreach (var order in orders)
        {
            await Until.TrueAsync(
                async () => (await Portal.Api.GetJsonAsync("/api/sandbox/payments/refunds?reference=" + order)).GetProperty("items").GetArrayLength() == 1,
                () => $"order {order} is refunded once");
        }
    }

    private async Task<int> FailedAsync() =>
        (await Portal.Api.GetJsonAsync($"/api/dead-letters?queue=billing&type={Refund}&status=failed")).GetProperty("items").GetArrayLength();
}
