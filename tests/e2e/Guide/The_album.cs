using E2E.Support;
using Microsoft.Playwright;

namespace E2E.Guide;

/// <summary>It needs a browser and no portal.</summary>
public sealed class The_album(BrowserFixture browser)
{
    [Fact]
    public async Task Replaces_a_picture_only_when_it_looks_different()
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        var album = await Album.OpenAsync(await context.NewPageAsync());
        await page.SetContentAsync(
            """
            <body style="margin: 20px; font: 14px sans-serif">
            <h1>Orders</h1><p><code>01a1fd8d540377f880885da1b566c934</code> <b>12 s ago</b></p>
            <div style="width: 50%; height: 80px; border: 1px solid; background: #e4edfd">Progress</div>
            """);
        var before = await page.ScreenshotAsync();
        await page.EvaluateAsync("() => { document.querySelector('code').textContent = '01a1fd8cff587802a4e61337b31bdf86'; document.querySelector('b').textContent = '1 min ago'; }");
        Assert.True(await album.DifferenceAsync(before, await page.ScreenshotAsync()) < Album.Tolerance / 2);
        await page.EvaluateAsync("() => document.querySelector('div').style.background = '#c8102e'");
        Assert.True(await album.DifferenceAsync(before, await page.ScreenshotAsync()) > Album.Tolerance);
        await page.SetViewportSizeAsync(900, 700);
        Assert.Equal(1, await album.DifferenceAsync(before, await page.ScreenshotAsync()));
    }
}
