using System.Text;

namespace E2E.Support;

/// <summary>What many tests do with queues.</summary>
internal static class Messages
{
    /// <summary>Sends a message of a type; one that nobody handles is a dead letter at once.</summary>
    public static async Task SendAsync(this PortalProcess portal, string queue, string type, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/queues/{queue}/messages") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Message-Type", type);
        using var response = await portal.Api.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
