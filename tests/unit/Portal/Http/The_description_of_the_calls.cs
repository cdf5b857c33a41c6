using System.Text.Json;
using Unit.Portal.Support;

namespace Unit.Portal.Http;

/// <summary>What /openapi/v1.json says, as a generator of clients reads it.</summary>
public class The_description_of_the_calls
{
    private static readonly string[] _contract =
    [
        "get /api/products", "put /api/products/{sku}", "post /api/orders", "get /api/orders", "get /api/orders/{id}", "post /api/orders/{id}/cancel", "get /api/orders/{id}/journey",
        "get /api/stock/{sku}", "post /api/stock/{sku}/receipts", "post /api/stock/{sku}/adjustments", "get /api/stock/{sku}/history", "get /api/instances", "post /api/instances",
        "get /api/instances/{id}", "post /api/instances/{id}/stop", "post /api/instances/{id}/start", "post /api/instances/{id}/reboot", "post /api/instances/{id}/terminate",
        "get /api/queues", "get /api/queues/{queue}", "put /api/queues/{queue}", "delete /api/queues/{queue}", "post /api/queues/{queue}/messages", "post /api/queues/{queue}/receive",
        "post /api/leases/{token}/ack", "post /api/leases/{token}/nack", "post /api/leases/{token}/renew", "post /api/leases/{token}/dead-letter", "post /api/queues/{queue}/requests",
        "post /api/queues/{queue}/purge", "post /api/queues/{queue}/pause", "post /api/queues/{queue}/resume", "put /api/topics/{topic}", "post /api/topics/{topic}/messages",
        "put /api/topics/{topic}/subscriptions/{subscription}", "delete /api/topics/{topic}/subscriptions/{subscription}", "get /api/dead-letters", "get /api/dead-letters/{id}",
        "get /api/dead-letters/groups", "post /api/dead-letters/{id}/replay", "post /api/dead-letters/{id}/archive", "post /api/dead-letters/{id}/restore", "delete /api/dead-letters/{id}",
        "post /api/dead-letters/replay", "post /api/dead-letters/archive", "get /api/operations/{id}", "post /api/operations/{id}/pause", "post /api/operations/{id}/resume",
        "post /api/operations/{id}/cancel", "get /api/messages/{id}", "get /api/sandbox/payments", "put /api/sandbox/payments", "get /api/sandbox/carriers", "put /api/sandbox/carriers",
        "get /api/events",
    ];

    [Fact]
    public async Task Has_every_call_with_name_words_examples_and_refusals()
    {
        await using var portal = await RunningPortal.StartAsync();
        var document = await portal.GetAsync("/openapi/v1.json");
        var calls = Calls(document).ToDictionary(call => call.Name, call => call.Operation);
        var tags = document.GetProperty("tags").EnumerateArray().ToDictionary(tag => tag.GetProperty("name").GetString()!, tag => tag.GetProperty("description").GetString());

        Assert.Empty(_contract.Except(calls.Keys));
        Assert.Equal(calls.Count, calls.Values.Select(call => call.GetProperty("operationId").GetString()).Distinct().Count());
        foreach (var (name, call) in calls)
        {
            var text = call.GetRawText();
            Assert.True(call.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 5, name + " has no summary");
            Assert.True(text.Contains("\"example\"", StringComparison.Ordinal), name + " has no example");
            Assert.False(string.IsNullOrEmpty(tags.GetValueOrDefault(call.GetProperty("tags")[0].GetString()!)), name + ": its tag has no words");
            var responses = call.GetProperty("responses").EnumerateObject().ToList();
            Assert.Contains(responses, response => response.Name[0] == '2');
            Assert.All(responses.Where(response => response.Name[0] is '4' or '5'), response =>
                Assert.True(response.Value.GetProperty("content").TryGetProperty("application/problem+json", out _), $"{name}: {response.Name} is no problem"));
            Assert.All(["401", "403"], status => Assert.Contains(status, responses.Select(response => response.Name)));
        }

        Assert.Contains("Idempotency-Key", calls["post /api/orders"].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Retry-After", calls["post /api/orders"].GetProperty("responses").GetProperty("202").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("304", calls["get /api/orders/{id}"].GetProperty("responses").EnumerateObject().Select(response => response.Name));
        Assert.Equal("/", document.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.Equal(["bearer", "session"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).Order());
    }

    [Fact]
    public async Task Says_of_a_number_that_it_is_a_number_and_of_an_enum_which_texts()
    {
        await using var portal = await RunningPortal.StartAsync();
        var document = await portal.GetAsync("/openapi/v1.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var order = schemas.GetProperty("OrderView");

        Assert.Equal("number", order.GetProperty("properties").GetProperty("total").GetProperty("type").GetString());
        Assert.Equal("integer", order.GetProperty("properties").GetProperty("version").GetProperty("type").GetString());
        Assert.Equal(["placed", "billed", "readyToShip", "cancelled"], schemas.GetProperty("OrderStatus").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Contains("invoiceNumber", order.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.All(Calls(document).SelectMany(call => call.Operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : []), parameter =>
            Assert.True(parameter.GetProperty("in").GetString() != "query" || char.IsLower(parameter.GetProperty("name").GetString()![0])));
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Calls(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(operation => ($"{operation.Name} {path.Name}", operation.Value)));
}
