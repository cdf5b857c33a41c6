using System.Net;
using E2E.Support;

namespace E2E.Api;

public sealed class Strangers(SharedPortal shared) : IDisposable
{
    private readonly HttpClient _stranger = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = shared.Portal.Api.BaseAddress };

    public void Dispose() => _stranger.Dispose();

    [Theory]
    [InlineData("GET", "/api/products")]
    [InlineData("PUT", "/api/products/X")]
    [InlineData("GET", "/api/orders")]
    [InlineData("POST", "/api/orders")]
    [InlineData("GET", "/api/instances")]
    [InlineData("POST", "/api/instances/x/stop")]
    [InlineData("GET", "/api/queues")]
    [InlineData("POST", "/api/queues/sales/messages")]
    [InlineData("POST", "/api/queues/sales/receive")]
    [InlineData("POST", "/api/leases/x/ack")]
    [InlineData("GET", "/api/dead-letters")]
    [InlineData("POST", "/api/dead-letters/1/replay")]
    [InlineData("GET", "/api/stock/KB-100")]
    [InlineData("PUT", "/api/sandbox/payments")]
    [InlineData("POST", "/sandbox/payments/charges")]
    [InlineData("POST", "/sandbox/carriers/swift/labels")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("POST", "/hubs/status/negotiate")]
    [InlineData("POST", "/_blazor/negotiate")]
    [InlineData("GET", "/api/no-such-thing")]
    [InlineData("GET", "/no-such-thing")]
    public async Task Nothing_answers_a_stranger(string method, string path)
    {
        using var plain = new HttpRequestMessage(new HttpMethod(method), path);
        using var refused = await _stranger.SendAsync(plain, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        using var wrongKey = new HttpRequestMessage(new HttpMethod(method), path);
        wrongKey.Headers.Authorization = new("Bearer", "not-the-key-0123456789");
        using var refusedToo = await _stranger.SendAsync(wrongKey, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refusedToo.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/sign-in")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/Portal.Client/portal.css")]
    public async Task Only_health_the_sign_in_page_and_static_files_do(string path)
    {
        using var response = await _stranger.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
