using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Topics_and_who_gets_their_events(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task A_topic_is_created_subscribed_published_to_and_unsubscribed()
    {
        await Portal.Api.PutJsonAsync("/api/queues/topic-work", new { });
        await SignInAsync("/topics");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create a topic" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByLabel("Name", new() { Exact = true }).FillAsync("hand-news");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Page.ArriveAtAsync("/topics/hand-news");
        await Expect(Page.GetByText("Nobody has subscribed")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Publish an event" }).ClickAsync();
        await Page.GetByLabel("Type", new() { Exact = true }).FillAsync("hand.news.v1");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("no subscription wanted it").First).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("unwanted")).ToHaveTextAsync("1");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Subscriptions" }).ClickAsync();
        await Expect(Page.GetByText("hand.news.v1")).ToBeVisibleAsync(); // among those nobody wanted
        await Page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("must name a queue")).ToBeVisibleAsync();
        await Page.GetByLabel("Queue", new() { Exact = true }).SelectOptionAsync("topic-work");
        await Page.GetByLabel("Name of the subscription").FillAsync("mine");
        await Page.GetByLabel("Types (optional)").FillAsync("hand.*");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }).ClickAsync();
        await Expect(Page.Locator("tr[data-subscription=mine]")).ToContainTextAsync("hand.*");

        var sent = await Portal.Api.PostAsync("/api/topics/hand-news/messages", Event("hand.news.v1"), TestContext.Current.CancellationToken);
        Assert.Equal(202, (int)sent.StatusCode);
        await Expect(Page.GetByTestId("published")).ToHaveTextAsync("2");
        Assert.Equal(1, (await Portal.Api.GetJsonAsync("/api/queues/topic-work")).GetProperty("ready").GetInt32());

        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove mine" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(Page.Locator("tr[data-subscription=mine]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_service_needs_cannot_be_removed_and_an_unknown_topic_is_said_to_be_unknown()
    {
        await SignInAsync("/topics/sales");
        var remove = Page.GetByRole(AriaRole.Button, new() { Name = "Remove billing" });
        await Expect(remove).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(remove).ToHaveAccessibleDescriptionAsync("A service of the portal needs it.");
        Assert.Equal(409, (int)(await Portal.Api.DeleteAsync("/api/topics/sales/subscriptions/billing", TestContext.Current.CancellationToken)).StatusCode);
        await Page.GotoAsync("/topics/no-such-topic");
        await Expect(Page.GetByText("There is no topic 'no-such-topic'.")).ToBeVisibleAsync();
    }

    private static StringContent Event(string type) => new("{}") { Headers = { { "Message-Type", type } } };
}
