using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Support;

/// <summary>A test in a browser of its own (its own cookies), signed in as the administrator. Keeps a trace when it fails.</summary>
public abstract class PageTest(BrowserFixture browser, SharedPortal shared) : IAsyncLifetime
{
    private IBrowserContext _context = null!;

    protected PortalProcess Portal { get; } = shared.Portal;

    protected IPage Page { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        _context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Portal.Url });
        await _context.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        Page = await _context.NewPageAsync();
        Page.SetDefaultTimeout(20_000);
        SetDefaultExpectTimeout(20_000);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var trace = Path.Combine(RepositoryFiles.Artifacts, $"{TestContext.Current.TestCase?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}.zip");
        await _context.Tracing.StopAsync(new TracingStopOptions { Path = failed ? trace : null });
        await _context.CloseAsync();
    }

    /// <param name="path">Where to go.</param>
    /// <param name="person"><c>admin</c>, <c>operator</c> or <c>viewer</c>.</param>
    protected async Task SignInAsync(string path = "/", string person = "admin")
    {
        await Page.GotoAsync(path);
        await Page.GetByLabel("Name").FillAsync(person);
        await Page.GetByLabel("Password").FillAsync(person == "admin" ? PortalProcess.AdminPassword : PortalProcess.PersonPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }
}
