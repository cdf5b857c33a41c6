using System.Net;
using System.Text.Json;
using Portal.Http.Idempotency;
using Unit.Messaging;
using Unit.Portal.Support;

namespace Unit.Portal.Http;

/// <summary>The work was committed, and the portal died before it had kept the answer: the caller asks again with the same key.</summary>
[Collection(FaultPoints.Name)]
public class When_the_answer_to_a_request_is_lost
{
    private const string Order = """{"customer":"Ada","lines":[{"sku":"KB-100","quantity":1}]}""";

    [Fact]
    public async Task The_work_finds_itself_done()
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.PutAsync("/api/products/KB-100", new { name = "Keyboard", price = 10, currency = "EUR" });
        await portal.PutAsync("/api/sandbox/payments", new { latencyMs = 0, failureRate = 0, down = true }); // so that the order can still be cancelled
        await portal.PutAsync("/api/queues/work", new { });
        await portal.PutAsync("/api/topics/news", new { });
        await portal.PutAsync("/api/topics/news/subscriptions/one", new { queue = "work" });
        await Until.IsAsync(async () => (await portal.PostAsync("/api/stock/KB-100/receipts", """{"quantity":5}""")).StatusCode, code => code == HttpStatusCode.Accepted);

        var order = await TwiceAsync(portal, "/api/orders", Order, "order");
        await TwiceAsync(portal, $"/api/orders/{order.GetProperty("id").GetString()}/cancel", "", "cancel");
        await TwiceAsync(portal, "/api/stock/KB-100/receipts", """{"quantity":7}""", "receipt");
        await TwiceAsync(portal, "/api/stock/KB-100/adjustments", """{"quantity":-1,"reason":"count"}""", "adjustment");
        await TwiceAsync(portal, "/api/queues/work/messages", "hello", "message");
        await TwiceAsync(portal, "/api/topics/news/messages", "event", "event");

        Assert.Single((await portal.GetAsync("/api/orders")).GetProperty("items").EnumerateArray());
        Assert.Equal(11, (await portal.GetAsync("/api/stock/KB-100")).GetProperty("onHand").GetInt32());
        Assert.Equal(2, (await portal.GetAsync("/api/queues/work")).GetProperty("ready").GetInt32());
    }

    [Fact]
    public async Task Dead_letters_are_archived_once_and_one_operation_covers_the_others()
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.PutAsync("/api/queues/work", new { });
        var first = await FailAsync(portal, 0);
        await FailAsync(portal, 1);

        var archived = await TwiceAsync(portal, $"/api/dead-letters/{first}/archive", "", "archive");
        await TwiceAsync(portal, $"/api/dead-letters/{first}/restore", "", "restore");
        var operation = await TwiceAsync(portal, "/api/dead-letters/archive", """{"filter":{}}""", "bulk");

        Assert.Equal("archived", archived.GetProperty("status").GetString());
        Assert.Equal(2, operation.GetProperty("total").GetInt32());
        Assert.Single((await portal.GetAsync("/api/operations")).GetProperty("items").EnumerateArray());
        var history = (await portal.GetAsync($"/api/dead-letters/{first}")).GetProperty("history").EnumerateArray().ToList();
        Assert.All(history.Where(h => h.TryGetProperty("operationId", out var id) && id.ValueKind != JsonValueKind.Null), h =>
            Assert.Equal(operation.GetProperty("id").GetString(), h.GetProperty("operationId").GetString()));
    }

    /// <summary>Both times with the key; answers with what came the second time.</summary>
    private static async Task<JsonElement> TwiceAsync(RunningPortal portal, string path, string body, string key)
    {
        using (var fault = new InjectedFault(IdempotencyMiddleware.WorkDone, times: 1))
        {
            using var lost = await portal.PostAsync(path, body, key);
            Assert.Equal(HttpStatusCode.InternalServerError, lost.StatusCode);
            Assert.True(fault.IsSpent);
        }

        using var other = await portal.PostAsync(path, body + " ", key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        using var again = await portal.PostAsync(path, body, key);
        var text = await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(again.IsSuccessStatusCode, $"{path}: {(int)again.StatusCode} {text}");
        using var kept = await portal.PostAsync(path, body, key);
        Assert.Equal(text, await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((again.StatusCode, again.Headers.Location, again.Headers.ETag), (kept.StatusCode, kept.Headers.Location, kept.Headers.ETag));
        Assert.Equal("true", Assert.Single(kept.Headers.GetValues("Idempotency-Replayed")));
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    private static async Task<string> FailAsync(RunningPortal portal, int before)
    {
        using var sent = await portal.PostAsync("/api/queues/work/messages", "bad");
        using var received = await portal.PostAsync("/api/queues/work/receive?wait=5", null);
        var token = JsonDocument.Parse(await received.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement[0].GetProperty("leaseToken");
        using var dead = await portal.PostAsync($"/api/leases/{token.GetString()}/dead-letter", """{"reason":"no use"}""");
        Assert.Equal(HttpStatusCode.NoContent, dead.StatusCode);
        var letters = await Until.IsAsync(
            async () => (await portal.GetAsync("/api/dead-letters")).GetProperty("items").EnumerateArray().ToList(), items => items.Count == before + 1);
        return letters[0].GetProperty("id").GetString()!;
    }
}
