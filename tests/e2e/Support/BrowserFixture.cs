using E2E.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: AssemblyFixture(typeof(SharedPortal))]

namespace E2E.Support;

/// <summary>
/// One headless Chromium for the whole run: the system's where there is one, else Playwright's own. The headless shell comes first:
/// the same engine without a desktop's windows, which cost a renderer of their own for each page and a quarter of the time.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] _ofSystem = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
    private IPlaywright? _playwright;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Until.Deadline.TotalMilliseconds); // of the whole process
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = _ofSystem.FirstOrDefault(File.Exists),
            // The shell draws text without hinting unless it is told; so it is as on a desktop, and in the guide's pictures.
            Args = ["--font-render-hinting=slight", "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"],
        });
    }

    /// <summary>A browser of its own: its own cookies. It waits as long as everything here does.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout((float)Until.Deadline.TotalMilliseconds);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
