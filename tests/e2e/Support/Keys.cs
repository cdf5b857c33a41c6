using System.Net.Http.Headers;
using System.Text.Json;

namespace E2E.Support;

/// <summary>API keys as a program makes and uses them.</summary>
internal static class Keys
{
    public static async Task<(string Id, string Name, string Text)> MakeKeyAsync(this PortalProcess portal, string name, params string[] scopes)
    {
        var made = await portal.Api.PostJsonAsync("/api/keys", new { name, scopes });
        var details = made.GetProperty("details");
        return (details.Text("id"), details.Text("name"), made.Text("key"));
    }

    /// <summary>A program with this key and nothing else.</summary>
    public static HttpClient With(this PortalProcess portal, string key)
    {
        var http = new HttpClient { BaseAddress = portal.Api.BaseAddress, Timeout = TimeSpan.FromSeconds(90) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public static async Task<string> DetailAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Text("detail");
}
