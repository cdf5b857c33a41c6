using System.Text.Json.Nodes;

namespace Portal.Http.OpenApi;

/// <summary>Bodies that can be sent as they are, where the property names alone do not make one.</summary>
internal static class RequestExamples
{
    private static readonly Dictionary<string, string> _byType = new(StringComparer.Ordinal)
    {
        ["PlaceOrder"] = """{"customer":"Ada","lines":[{"sku":"KB-100","quantity":2}]}""",
        ["PutProduct"] = """{"name":"Mechanical keyboard","price":129,"currency":"EUR"}""",
        ["StockReceipt"] = """{"quantity":10}""",
        ["StockAdjustment"] = """{"quantity":-1,"reason":"Counted again"}""",
        ["LaunchInstance"] = """{"name":"web-1"}""",
        ["StopRequest"] = """{"force":false}""",
        ["PutQueue"] = """{"maxDeliveryAttempts":5}""",
        ["NackRequest"] = """{"delay":5}""",
        ["RenewRequest"] = """{"lease":60}""",
        ["DeadLetterRequest"] = """{"reason":"No use to anybody"}""",
        ["PutSubscription"] = """{"queue":"billing","types":["sales.order-placed.v1"]}""",
        ["BulkRequest"] = """{"filter":{"queue":"billing"},"ratePerSecond":50,"canary":true}""",
        ["DeadLetterEdit"] = """{"queue":"billing"}""",
        ["GroupNote"] = """{"note":"The payment gateway was down.","owner":"admin"}""",
        ["SandboxBehaviour"] = """{"latencyMs":20,"failureRate":0,"down":false}""",
    };

    public static JsonNode? Of(Type type) => _byType.TryGetValue(type.Name, out var json) ? JsonNode.Parse(json) : null;
}
