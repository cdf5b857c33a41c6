using System.Text.Json;

namespace E2E.Support;

/// <summary>What most tests do with orders.</summary>
internal static class Orders
{
    public static async Task<string> PlaceOrderAsync(
        this PortalProcess portal, string customer, string sku = "KB-100", int quantity = 1, string? card = null) =>
        (await portal.Api.PostJsonAsync("/api/orders", new { customer, lines = new[] { new { sku, quantity } }, card })).Text("id");

    public static async Task<JsonElement> WaitForStatusAsync(this PortalProcess portal, string orderId, string status)
    {
        JsonElement order = default;
        await Until.TrueAsync(
            async () => (order = await portal.Api.GetJsonAsync("/api/orders/" + orderId)).Text("status") == status,
            () => $"order is {status}; it is {order}");
        return order;
    }

    public static Task SetPaymentsAsync(this PortalProcess portal, int latencyMs = 0, double failureRate = 0, bool down = false) =>
        portal.Api.PutJsonAsync("/api/sandbox/payments", new { latencyMs, failureRate, down });
}
