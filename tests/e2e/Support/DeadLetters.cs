using System.Net.Http.Json;
using System.Text.Json;

namespace E2E.Support;

/// <summary>What tests of the desk do with dead letters.</summary>
internal static class DeadLetters
{
    /// <summary>A queue of its own in which so many messages have failed, as the desk knows by then; nobody consumes it.</summary>
    public static async Task FailAsync(this PortalProcess portal, string queue, int count)
    {
        await portal.Api.PutJsonAsync("/api/queues/" + queue, new { maxDeliveryAttempts = 1 });
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/queues/{queue}/messages") { Content = JsonContent.Create(new { i }) };
            request.Headers.Add("Message-Type", queue + ".v1");
            (await portal.Api.SendAsync(request)).EnsureSuccessStatusCode();
        }

        await portal.FailWhatIsThereAsync(queue, count);
        await Until.TrueAsync(
            async () => (await portal.Api.GetJsonAsync($"/api/dead-letters?queue={queue}&limit=500")).GetProperty("items").GetArrayLength() >= Math.Min(count, 500),
            () => $"the desk has seen the failures of {queue}");
    }

    public static async Task FailWhatIsThereAsync(this PortalProcess portal, string queue, int count)
    {
        foreach (var token in await portal.ReceiveAsync(queue, count))
            await portal.Api.PostJsonAsync($"/api/leases/{token}/dead-letter", new { reason = "It failed" });
    }

    public static async Task HandleWhatIsThereAsync(this PortalProcess portal, string queue, int count)
    {
        foreach (var token in await portal.ReceiveAsync(queue, count))
            await portal.Api.PostJsonAsync($"/api/leases/{token}/ack", new { });
    }

    public static async Task<JsonElement> StartOperationAsync(this PortalProcess portal, string kind, object request) =>
        await portal.Api.PostJsonAsync("/api/dead-letters/" + kind, request);

    public static async Task<JsonElement> WaitForOperationAsync(this PortalProcess portal, string id, Func<JsonElement, bool> condition)
    {
        JsonElement operation = default;
        await Until.TrueAsync(
            async () => condition(operation = await portal.Api.GetJsonAsync("/api/operations/" + id)),
            () => $"the operation is as expected; it is {operation}");
        return operation;
    }

    private static async Task<List<string>> ReceiveAsync(this PortalProcess portal, string queue, int count)
    {
        var tokens = new List<string>();
        while (tokens.Count < count)
        {
            var received = await portal.Api.PostJsonAsync($"/api/queues/{queue}/receive?max={count}&wait=10", new { });
            Assert.Equal(JsonValueKind.Array, received.ValueKind); // else nothing came
            tokens.AddRange(received.EnumerateArray().Select(delivery => delivery.Text("leaseToken")));
        }

        return tokens;
    }
}
