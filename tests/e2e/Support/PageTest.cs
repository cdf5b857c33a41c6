using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace E2E.Support;

/// <summary>
/// A test in a browser of its own (its own cookies), signed in as the administrator. When it fails it leaves in <c>artifacts/e2e</c> a picture of the
/// page, the page as a screen reader has it, and what page and circuit said; with <c>E2E_TRACE=1</c> also Playwright's trace of every
/// step, for a fifth more of the processors' time.
/// </summary>
public abstract class PageTest(BrowserFixture browser, PortalProcess portal) : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<(string Portal, string Person), Cookie> _sessions = new();
    private static readonly bool _traces = Environment.GetEnvironmentVariable("E2E_TRACE") == "1";
    private readonly ConcurrentQueue<string> _violations = new();
    private IBrowserContext _context = null!;
    private CircuitTalk _talk = null!;

    protected PageTest(BrowserFixture browser, SharedPortal shared)
        : this(browser, shared.Portal)
    {
    }

    protected PortalProcess Portal { get; } = portal;

    protected IPage Page { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        _context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Portal.Url });
        if (_traces)
            await _context.Tracing.StartAsync(new TracingStartOptions { Snapshots = true });
        _context.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                _violations.Enqueue($"{message.Page?.Url}: {message.Text}");
        };
        Page = await _context.NewPageAsync();
        _talk = new CircuitTalk(Page);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var name = Path.Combine(RepositoryFiles.Artifacts, $"{TestContext.Current.TestCase?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}");
        if (failed)
            await LeaveEvidenceAsync(name);
        if (_traces)
            await _context.Tracing.StopAsync(new TracingStopOptions { Path = failed ? name + ".zip" : null });
        await _context.CloseAsync();
        Assert.Empty(_violations); // nothing on any page, whatever was done there, is what the portal's own policy forbids
    }

    private async Task LeaveEvidenceAsync(string name)
    {
        await _talk.WriteAsync(name + ".frames.txt");
        try
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = name + ".png", FullPage = true });
            await File.WriteAllTextAsync(name + ".aria.yml", $"# {Page.Url}\n{await Page.Locator("body").AriaSnapshotAsync()}\n");
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // A page that is closed, or hangs, is told by its frames alone.
        }
    }

    /// <summary>Opens a page as somebody. Who has signed in once in the portal comes with the same cookie from then on.</summary>
    /// <param name="path">Where to go; null to go nowhere yet.</param>
    /// <param name="person"><c>admin</c>, <c>operator</c> or <c>viewer</c>.</param>
    protected async Task SignInAsync(string? path = "/", string person = "admin")
    {
        if (_sessions.TryGetValue((Portal.Url, person), out var session))
        {
            await _context.AddCookiesAsync([session]);
            if (path is not null)
                await Page.GotoAsync(path);
            return;
        }

        await SignInByFormAsync(path ?? "/", person);
        var cookie = (await _context.CookiesAsync()).Single(cookie => cookie.Name == "portal.session");
        _sessions[(Portal.Url, person)] = new Cookie { Name = cookie.Name, Value = cookie.Value, Url = Portal.Url, HttpOnly = true };
    }

    /// <summary>Adds a person with <see cref="PortalProcess.PersonPassword"/>; answers with the name.</summary>
    protected async Task<string> AddAsync(string role)
    {
        var name = "p" + Guid.NewGuid().ToString("N")[..8];
        await Portal.Api.PostJsonAsync("/api/people", new { name, password = PortalProcess.PersonPassword, role });
        return name;
    }

    protected async Task SignInByFormAsync(string path = "/", string person = "admin")
    {
        await Page.GotoAsync(path);
        await Page.GetByLabel("Name").FillAsync(person);
        await Page.GetByLabel("Password").FillAsync(person == "admin" ? PortalProcess.AdminPassword : PortalProcess.PersonPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.LeaveAsync("/sign-in");
    }
}
