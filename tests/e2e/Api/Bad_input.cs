using System.Net;
using System.Text;
using System.Text.Json;
using E2E.Support;

namespace E2E.Api;

public sealed class Bad_input(SharedPortal shared)
{
    private readonly PortalProcess _portal = shared.Portal;

    [Theory]
    [InlineData("""{"customer":"A","lines":[{"sku":"NO-SUCH","quantity":1}]}""", "lines[0].sku")]
    [InlineData("""{"customer":"A","lines":[{"sku":"KB-100","quantity":-1}]}""", "lines[0].quantity")]
    [InlineData("""{"customer":"A","lines":[{"sku":"KB-100","quantity":1},{"sku":"KB-100","quantity":1}]}""", "lines[1].sku")]
    [InlineData("""{"customer":"","lines":[{"sku":"KB-100","quantity":1}]}""", "customer")]
    [InlineData("""{"customer":"A","lines":[]}""", "lines")]
    [InlineData("""{"customer":"A","lines":[null]}""", "lines[0]")]
    [InlineData("""{"customer":"A","lines":[{"sku":"KB-100","quantity":"many"}]}""", "lines[0].quantity")]
    [InlineData("""{"customer":"A","lines":""", "lines")]
    [InlineData("""nonsense""", "body")]
    public async Task An_order_that_is_wrong_names_the_field_and_changes_nothing(string body, string field)
    {
        var before = await CountOrdersAsync();

        var (status, problem) = await SendAsync(HttpMethod.Post, "/api/orders", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{field} is not in {problem}");
        Assert.Equal(before, await CountOrdersAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_and_changes_nothing()
    {
        var before = await CountOrdersAsync();

        var (status, problem) = await SendAsync(HttpMethod.Post, "/api/orders", $$"""{"customer":"{{new string('a', 3_000_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal(413, problem.GetProperty("status").GetInt32());
        Assert.Equal(before, await CountOrdersAsync());
    }

    [Fact]
    public async Task Stopping_a_terminated_instance_is_409_and_names_the_state()
    {
        var id = (await _portal.Api.PostJsonAsync("/api/instances", new { name = "short-lived" })).Text("id");
        await _portal.Api.PostAsync($"/api/instances/{id}/terminate", null, TestContext.Current.CancellationToken);
        await Until.TrueAsync(
            async () => (await _portal.Api.GetJsonAsync("/api/instances/" + id)).Text("state") == "terminated",
            () => "it is terminated");
        var version = (await _portal.Api.GetJsonAsync("/api/instances/" + id)).GetProperty("version").GetInt64();

        var (status, problem) = await SendAsync(HttpMethod.Post, $"/api/instances/{id}/stop", "{}");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("terminated", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(version, (await _portal.Api.GetJsonAsync("/api/instances/" + id)).GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("POST", "/api/queues/no-such-queue/messages")]
    [InlineData("POST", "/api/queues/no-such-queue/receive")]
    [InlineData("POST", "/api/queues/no-such-queue/purge")]
    [InlineData("GET", "/api/queues/no-such-queue")]
    [InlineData("GET", "/api/orders/no-such-order")]
    [InlineData("POST", "/api/orders/no-such-order/cancel")]
    [InlineData("GET", "/api/instances/no-such-instance")]
    [InlineData("POST", "/api/instances/no-such-instance/stop")]
    [InlineData("GET", "/api/dead-letters/4711")]
    [InlineData("POST", "/api/dead-letters/4711/replay")]
    [InlineData("GET", "/api/stock/no-such-sku")]
    [InlineData("GET", "/api/no-such-thing")]
    public async Task What_does_not_exist_is_404_in_problem_details(string method, string path)
    {
        var (status, problem) = await SendAsync(new HttpMethod(method), path, method == "GET" ? null : "");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_lease_that_never_was_is_410()
    {
        var (status, _) = await SendAsync(HttpMethod.Post, "/api/leases/1-1-0000000000000001/ack", "");

        Assert.Equal(HttpStatusCode.Gone, status);
    }

    [Theory]
    [InlineData("/api/orders?limit=0", "limit")]
    [InlineData("/api/orders?limit=501", "limit")]
    [InlineData("/api/orders?after=%25%25", "after")]
    [InlineData("/api/orders?status=lost", "status")]
    [InlineData("/api/dead-letters?after=bm9uc2Vuc2U", "after")]
    public async Task A_query_that_is_wrong_names_the_parameter(string path, string field)
    {
        var (status, problem) = await SendAsync(HttpMethod.Get, path, null);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{field} is not in {problem}");
    }

    private async Task<int> CountOrdersAsync() =>
        (await _portal.Api.GetJsonAsync("/api/orders?limit=500")).GetProperty("items").GetArrayLength();

    private async Task<(HttpStatusCode Status, JsonElement Problem)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);

        // A server that refuses a body does not read it; a client that sends all the same may find the connection reset.
        request.Headers.ExpectContinue = body is { Length: > 1_000_000 };
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _portal.Api.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)response.StatusCode} {text}");
        return (response.StatusCode, JsonDocument.Parse(text).RootElement);
    }
}
