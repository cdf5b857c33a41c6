using System.Text.RegularExpressions;
using E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Times_as_seen_from_now(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Are_kept_up_to_date_by_the_browser_in_the_servers_time()
    {
        var placed = await Portal.PlaceOrderAsync("Seen from now");
        await Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1) }); // a clock that is wrong
        await SignInAsync("/orders/" + placed);
        var time = Page.Locator("portal-time").First;
        await Expect(time).ToHaveTextAsync(new Regex("^(just now|[0-9]+ s ago)$"));
        await Expect(time).ToHaveAttributeAsync("title", new Regex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$"));

        await AddAsync("ago", -58.5);
        await AddAsync("in", 90_000);
        await AddAsync("in", -5);
        await AddAsync("for", -7300);
        await AddAsync("ago", -86_400 * 1234.5);
        foreach (var words in new[] { "1 min ago", "in 1 d", "now", "2 h", "1,234 d ago" })
            await Expect(Page.Locator("#times")).ToContainTextAsync($"[{words}]");

        await Page.EvaluateAsync("document.querySelector('#times portal-time').setAttribute('datetime', 'nonsense')");
        await Expect(Page.Locator("#times")).ToContainTextAsync("[][");
    }

    private async Task AddAsync(string words, double seconds) => await Page.EvaluateAsync(
        """
        ([words, seconds]) => {
          const server = +document.querySelector('meta[name=server-time]').content + performance.now();
          const box = document.querySelector('#times') ?? document.body.appendChild(Object.assign(document.createElement('div'), { id: 'times' }));
          const time = document.createElement('portal-time');
          time.setAttribute('words', words);
          time.setAttribute('datetime', new Date(server + seconds * 1000).toISOString());
          box.append('[', time, ']');
        }
        """,
        new object[] { words, seconds });
}
