using System.Net;
using System.Text;
using E2E.Support;

namespace E2E.Api;

public sealed class Messages_over_rest(SharedPortal shared)
{
    private readonly HttpClient _api = shared.Portal.Api;

    [Fact]
    public async Task Sent_received_refused_received_again_and_acknowledged()
    {
        await _api.PutJsonAsync("/api/queues/rest-work", new { maxDeliveryAttempts = 5 });
        var id = await SendAsync("rest-work", "hello");

        var first = await ReceiveAsync("rest-work", wait: 5);
        Assert.Equal(id, first.Text("id"));
        Assert.Equal("hello", Encoding.UTF8.GetString(first.GetProperty("body").GetBytesFromBase64()));
        Assert.Equal("blue", first.GetProperty("headers").Text("x-colour"));
        Assert.Equal(1, first.GetProperty("deliveryCount").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, await SettleAsync(first.Text("leaseToken"), "nack"));
        Assert.Equal(HttpStatusCode.Gone, await SettleAsync(first.Text("leaseToken"), "ack"));

        var second = await ReceiveAsync("rest-work", wait: 5);
        Assert.Equal(2, second.GetProperty("deliveryCount").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, await SettleAsync(second.Text("leaseToken"), "ack"));
        using var empty = await _api.PostAsync("/api/queues/rest-work/receive", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, empty.StatusCode);
    }

    [Fact]
    public async Task A_full_queue_says_429_and_when_to_try_again()
    {
        await _api.PutJsonAsync("/api/queues/rest-full", new { maxLength = 1 });
        await SendAsync("rest-full", "first");

        using var response = await _api.PostAsync("/api/queues/rest-full/messages", new StringContent("second"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(1, (await _api.GetJsonAsync("/api/queues/rest-full")).GetProperty("ready").GetInt64());
    }

    [Fact]
    public async Task A_request_gets_the_reply_of_whoever_answers_it()
    {
        await _api.PutJsonAsync("/api/queues/rest-questions", new { });
        var asking = _api.PostAsync("/api/queues/rest-questions/requests?timeout=20", new StringContent("six times nine?"), TestContext.Current.CancellationToken);
        var question = await ReceiveAsync("rest-questions", wait: 10);
        using var reply = new HttpRequestMessage(HttpMethod.Post, $"/api/queues/{question.GetProperty("headers").Text("reply-to")}/messages");
        reply.Headers.Add("Correlation-Id", question.GetProperty("headers").Text("correlation-id"));
        reply.Content = new StringContent("42");
        (await _api.SendAsync(reply, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NoContent, await SettleAsync(question.Text("leaseToken"), "ack"));

        using var answer = await asking;
        Assert.Equal("42", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Messages_of_one_key_come_one_at_a_time_and_what_is_out_of_time_not_at_all()
    {
        await _api.PutJsonAsync("/api/queues/rest-keys", new { });
        var first = await SendAsync("rest-keys", "a1", ("Ordering-Key", "a"));
        var second = await SendAsync("rest-keys", "a2", ("Ordering-Key", "a"));
        await SendAsync("rest-keys", "late", ("Time-To-Live", "0"));

        var held = await ReceiveAsync("rest-keys", wait: 5);
        Assert.Equal(first, held.Text("id"));
        using var nothing = await _api.PostAsync("/api/queues/rest-keys/receive?max=10", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, await SettleAsync(held.Text("leaseToken"), "ack"));
        Assert.Equal(second, (await ReceiveAsync("rest-keys", wait: 5)).Text("id"));
    }

    private async Task<string> SendAsync(string queue, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/queues/{queue}/messages") { Content = new StringContent(body) };
        request.Headers.Add("X-Colour", "blue");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await _api.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Text("id");
    }

    private async Task<System.Text.Json.JsonElement> ReceiveAsync(string queue, int wait)
    {
        using var response = await _api.PostAsync($"/api/queues/{queue}/receive?wait={wait}", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement[0].Clone();
    }

    private async Task<HttpStatusCode> SettleAsync(string token, string how)
    {
        using var response = await _api.PostAsync($"/api/leases/{token}/{how}", null, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
