using System.Text.Json;

namespace Portal.Sandbox;

/// <summary>The third parties' own JSON: they do not know how ours is configured.</summary>
internal static class SandboxJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, _options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, _options)!;

    public static IResult ToResult(this SandboxAnswer answer) =>
        TypedResults.Content(answer.Body, "application/json", statusCode: answer.Status);
}
