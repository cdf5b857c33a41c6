using System.Reflection;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using E2E.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Portal.Client;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>
/// axe on every page, in both themes, wide and on a phone. The pages are read from the assembly: a new one fails here until its
/// address is in the table, with something on it to look at.
/// </summary>
public sealed class Every_page_is_accessible(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const string Unknown = "accessible.unknown.v1";

    /// <summary>The address to look at, for each route of a page; <c>{order}</c> and so on stand for something that is there.</summary>
    private static readonly Dictionary<string, string[]> _addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/"] = ["/"],
        ["/orders"] = ["/orders", "/orders?customer=nobody-is-called-this"],
        ["/orders/new"] = ["/orders/new"],
        ["/orders/{Id}"] = ["/orders/{order}", "/orders/no-such-order"],
        ["/instances"] = ["/instances"],
        ["/instances/{Id}"] = ["/instances/{instance}"],
        ["/stock"] = ["/stock"],
        ["/stock/{Sku}"] = ["/stock/KB-100"],
        ["/queues"] = ["/queues"],
        ["/queues/{Name}"] = ["/queues/sales", "/queues/sales?tab=messages", "/queues/no-such-queue"],
        ["/topics"] = ["/topics"],
        ["/topics/{Name}"] = ["/topics/sales"],
        ["/messages"] = ["/messages", "/messages?type=no.such.type"],
        ["/messages/{Id}"] = ["/messages/{message}"],
        ["/operations"] = ["/operations"],
        ["/operations/{Id}"] = ["/operations/{operation}"],
        ["/jobs"] = ["/jobs"],
        ["/jobs/{Id}"] = ["/jobs/{job}"],
        ["/dead-letters"] = ["/dead-letters", "/dead-letters?queue=no-such-queue"],
        ["/dead-letters/{Id}"] = ["/dead-letters/{dead-letter}"],
        ["/dead-letters/{Id}/edit"] = ["/dead-letters/{dead-letter}/edit"],
        ["/sandbox"] = ["/sandbox"],
        ["/sign-in"] = ["/sign-in"],
        ["/sign-out"] = ["/sign-out"],
        ["/not-found"] = ["/nothing/is/here"],
    };

    public static TheoryData<string> Routes() => [.. typeof(Routes).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Nothing_serious_is_found(string route)
    {
        Assert.True(_addresses.TryGetValue(route, out var addresses), $"{route} is not in the table: say what address to look at");
        await SignInAsync();
        var found = new List<string>();
        foreach (var template in addresses)
        {
            var address = await FillInAsync(template);
            foreach (var theme in (string[])["light", "dark"])
            {
                await Page.Context.AddCookiesAsync([new Cookie { Name = "portal-theme", Value = theme, Url = Portal.Url }]);
                await Page.GotoAsync(address);
                foreach (var width in (int[])[1280, 390])
                {
                    await Page.SetViewportSizeAsync(width, 844);
                    await LoadedAsync();
                    found.AddRange(await SeriousAsync($"{address}, {theme}, {width} px"));
                }
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task A_fault_is_found()
    {
        await SignInAsync("/sandbox");
        await LoadedAsync();
        await Page.EvaluateAsync("() => document.getElementById('main').insertAdjacentHTML('beforeend', '<button></button><p style=\"color: #eee; background: #fff\">pale</p>')");

        var found = await SeriousAsync("sandbox");

        Assert.Contains(found, fault => fault.Contains("button-name", StringComparison.Ordinal));
        Assert.Contains(found, fault => fault.Contains("color-contrast", StringComparison.Ordinal));
    }

    private async Task LoadedAsync()
    {
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading" })).ToHaveCountAsync(0);

        // Colours that are on their way to others are neither.
        await Page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})))");
    }

    private async Task<List<string>> SeriousAsync(string where)
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        return
        [
            .. result.Violations.Where(violation => violation.Impact is "serious" or "critical").SelectMany(violation => violation.Nodes.Select(node =>
                $"{where}: {violation.Id} ({violation.Help}): {node.Html[..Math.Min(node.Html.Length, 200)]} {node.Any.FirstOrDefault()?.Message}")),
        ];
    }

    private async Task<string> FillInAsync(string template) => template switch
    {
        "/orders/{order}" => "/orders/" + await Portal.PlaceOrderAsync("Accessible"),
        "/instances/{instance}" => "/instances/" + await FirstAsync("/api/instances"),
        "/messages/{message}" => "/messages/" + (await DeadLetterAsync()).Text("messageId"),
        "/dead-letters/{dead-letter}" => "/dead-letters/" + (await DeadLetterAsync()).Text("id"),
        "/dead-letters/{dead-letter}/edit" => $"/dead-letters/{(await DeadLetterAsync()).Text("id")}/edit",
        "/jobs/{job}" => "/jobs/" + await FirstAsync("/api/jobs"),
        "/operations/{operation}" => "/operations/" + await OperationAsync(),
        _ => template,
    };

    private async Task<string> FirstAsync(string list) => (await Portal.Api.GetJsonAsync(list)).GetProperty("items")[0].Text("id");

    private async Task<string> OperationAsync()
    {
        await DeadLetterAsync();
        return (await Portal.Api.PostJsonAsync("/api/dead-letters/archive", new { filter = new { type = Unknown } })).Text("id");
    }

    private async Task<JsonElement> DeadLetterAsync()
    {
        await Portal.SendAsync("sales", Unknown, "{}");
        List<JsonElement> letters = [];
        await Until.TrueAsync(
            async () => (letters = [.. (await Portal.Api.GetJsonAsync("/api/dead-letters?type=" + Unknown)).GetProperty("items").EnumerateArray()]).Count > 0,
            TimeSpan.FromSeconds(20),
            () => "there is a dead letter");
        return letters[0];
    }
}
