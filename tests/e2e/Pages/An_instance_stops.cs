using System.Diagnostics;
using System.Globalization;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class An_instance_stops(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task The_page_shows_stopping_then_stopped_and_the_process_is_gone()
    {
        var id = (await Portal.Api.PostJsonAsync("/api/instances", new { name = "stop-me" })).Text("id");
        await SignInAsync("/instances");
        var row = Page.Locator($"[data-instance='{id}']");
        var state = row.GetByTestId("instance-state");
        await Expect(state).ToHaveAttributeAsync("data-state", "running");
        var pid = (await Portal.Api.GetJsonAsync("/api/instances/" + id)).GetProperty("pid").GetInt32();
        Assert.True(IsAlive(pid));

        // The page may show "stopping" for a few milliseconds only: note every state it ever showed.
        await Page.EvaluateAsync(
            """
            id => {
              window.states = [];
              const note = () => {
                const e = document.querySelector(`[data-instance="${id}"] [data-testid=instance-state]`);
                if (e && window.states.at(-1) !== e.dataset.state) window.states.push(e.dataset.state);
              };
              note();
              new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
            }
            """,
            id);
        await row.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(state).ToHaveAttributeAsync("data-state", "stopped");

        Assert.Equal(["running", "stopping", "stopped"], await Page.EvaluateAsync<string[]>("() => window.states"));
        Assert.False(IsAlive(pid));
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Start" })).ToBeEnabledAsync();
    }

    [Fact]
    public async Task One_that_does_not_end_may_be_forced_after_a_while()
    {
        var id = (await Portal.Api.PostJsonAsync("/api/instances", new { name = "force-me" })).Text("id");
        await SignInAsync("/instances/" + id);
        var state = Page.GetByTestId("instance-state");
        await Expect(state).ToHaveAttributeAsync("data-state", "running");
        var pid = (await Portal.Api.GetJsonAsync("/api/instances/" + id)).GetProperty("pid").GetInt32();
        using (var frozen = Process.Start("kill", ["-STOP", pid.ToString(CultureInfo.InvariantCulture)])) // it will not hear that it is to stop
            await frozen.WaitForExitAsync(TestContext.Current.CancellationToken);

        var force = Page.GetByRole(AriaRole.Button, new() { Name = "Force stop" });
        await Expect(force).ToHaveCountAsync(0);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Force stop is offered when it does not end by itself")).ToBeVisibleAsync();
        await Expect(force).ToHaveCountAsync(0);
        await force.ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Force stop" }).ClickAsync();
        await Expect(state).ToHaveAttributeAsync("data-state", "stopped");
        Assert.False(IsAlive(pid));
        await Expect(Page.GetByTestId("instance-history")).ToContainTextAsync("force", new() { IgnoreCase = true });
    }

    private static bool IsAlive(int pid) => Directory.Exists("/proc/" + pid.ToString(CultureInfo.InvariantCulture));
}
