using System.Net;
using System.Net.WebSockets;
using E2E.Support;

namespace E2E.Api;

public class Another_site_uses_a_session(BrowserFixture browser, SharedPortal portal) : PageTest(browser, portal)
{
    [Fact]
    public async Task Is_refused_and_changes_nothing()
    {
        await SignInAsync();
        var session = $"portal.session={(await Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "portal.session").Value}";
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(Portal.Url) };

        Assert.Equal(HttpStatusCode.Accepted, await PlaceAsync(("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.Accepted, await PlaceAsync(("Origin", Portal.Url)));
        Assert.Equal(HttpStatusCode.Forbidden, await PlaceAsync(("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await PlaceAsync(("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await PlaceAsync(("Origin", "http://127.0.0.1:1")));
        Assert.Equal(HttpStatusCode.Forbidden, await PlaceAsync(("Origin", "null")));
        await AssertSocketAsync("/hubs/status", "http://127.0.0.1:1", allowed: false);
        await AssertSocketAsync("/_blazor", "http://127.0.0.1:1", allowed: false);
        await AssertSocketAsync("/hubs/status", Portal.Url, allowed: true);

        async Task<HttpStatusCode> PlaceAsync((string Name, string Value) header)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
            {
                Content = new StringContent("""{"customer":"Ann","lines":[{"sku":"KB-100","quantity":1}]}""", null, "application/json"),
                Headers = { { "Cookie", session }, { header.Name, header.Value } },
            };
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        async Task AssertSocketAsync(string path, string origin, bool allowed)
        {
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Cookie", session);
            socket.Options.SetRequestHeader("Origin", origin);
            socket.Options.CollectHttpResponseDetails = true;
            try
            {
                await socket.ConnectAsync(new Uri(Portal.Url.Replace("http", "ws", StringComparison.Ordinal) + path), TestContext.Current.CancellationToken);
            }
            catch (WebSocketException)
            {
                // What was answered is asked below.
            }

            Assert.Equal(allowed ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.HttpStatusCode);
        }
    }
}
