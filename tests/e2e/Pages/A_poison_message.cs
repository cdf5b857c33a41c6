using System.Net.Http.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_poison_message(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    /// <summary>
    /// A refund is asked for before the order was charged: no attempt can succeed. Once it is charged the cause is gone, and a
    /// person replays the message.
    /// </summary>
    [Fact]
    public async Task It_is_found_on_the_dead_letter_page_replayed_and_done()
    {
        await Portal.SetPaymentsAsync(down: true);
        var order = await Portal.PlaceOrderAsync("Poison");
        await Portal.Api.PutJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 1 });
        try
        {
            await SendAsync("billing", "billing.refund-order.v1", new { orderId = order, reason = "Asked for too early" });
            await Portal.OnlyDeadLetterAsync("queue=billing&type=billing.refund-order.v1&status=failed");
            await SignInAsync("/dead-letters?view=list&status=failed");
            await Page.GetByRole(AriaRole.Link, new() { Name = "billing.refund-order.v1" }).First.ClickAsync();
            await Expect(Page.GetByTestId("dead-letter-status")).ToHaveAttributeAsync("data-status", "failed");
            await Expect(Page.GetByText("Asked for too early")).ToBeVisibleAsync();
            await Expect(Page.GetByText("RefundCharge").First).ToBeVisibleAsync(); // the stack trace
        }
        finally
        {
            await Portal.Api.PutJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 10 });
            await Portal.SetPaymentsAsync();
        }

        await Portal.WaitForStatusAsync(order, "readyToShip");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();

        await Expect(Page.GetByTestId("dead-letter-status")).ToHaveAttributeAsync("data-status", "resolved");
        await Expect(Page.GetByText("by admin").First).ToBeVisibleAsync();
        var refunds = await Portal.Api.GetJsonAsync("/api/sandbox/payments/refunds?reference=" + order);
        Assert.Equal(1, refunds.GetProperty("items").GetArrayLength());
    }

    private async Task SendAsync(string queue, string type, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/queues/{queue}/messages") { Content = JsonContent.Create(body) };
        request.Headers.Add("Message-Type", type);
        using var response = await Portal.Api.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
