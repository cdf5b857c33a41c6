using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace E2E.Support;

/// <summary>Real dead letters, made as any program would.</summary>
internal static class FailedMessages
{
    /// <summary>Sends to a queue that nobody works on, takes the message and gives it up: a dead letter that a replay does not touch.</summary>
    public static async Task<string> GiveUpAsync(this PortalProcess portal, string queue, string type, string body = "{}", string reason = "given up by a test")
    {
        await portal.Api.PutJsonAsync("/api/queues/" + queue, new { });
        await portal.SendAsync(queue, type, body);
        var taken = await portal.Api.PostJsonAsync($"/api/queues/{queue}/receive?wait=10", new { });
        await portal.Api.PostJsonAsync($"/api/leases/{taken[0].Text("leaseToken")}/dead-letter", new { reason });
        return await portal.OnlyDeadLetterAsync($"queue={queue}&type={type}&status=failed&limit=1");
    }

    public static async Task SendAsync(this PortalProcess portal, string queue, string type, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/queues/{queue}/messages") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Message-Type", type);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await portal.Api.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for one that matches and returns its id.</summary>
    public static async Task<string> OnlyDeadLetterAsync(this PortalProcess portal, string query)
    {
        JsonElement items = default;
        await Until.TrueAsync(
            async () => (items = (await portal.Api.GetJsonAsync("/api/dead-letters?" + query)).GetProperty("items")).GetArrayLength() > 0,
            () => $"there is a dead letter with {query}");
        return items[0].Text("id");
    }

    public static async Task WaitForDeadLetterAsync(this PortalProcess portal, string id, string status) =>
        await Until.TrueAsync(
            async () => Summary(await portal.Api.GetJsonAsync("/api/dead-letters/" + id)).Text("status") == status,
            () => $"dead letter {id} is {status}");

    private static JsonElement Summary(JsonElement detail) => detail.GetProperty("summary");
}
