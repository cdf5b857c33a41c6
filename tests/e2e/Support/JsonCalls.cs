using System.Net.Http.Json;
using System.Text.Json;

namespace E2E.Support;

/// <summary>REST as a program without any of our types sees it.</summary>
internal static class JsonCalls
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path) =>
        (await http.GetFromJsonAsync<JsonElement>(path)).Clone();

    public static async Task<JsonElement> PostJsonAsync(this HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> PutJsonAsync(this HttpClient http, string path, object body)
    {
        using var response = await http.PutAsJsonAsync(path, body);
        return await ReadAsync(response);
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
