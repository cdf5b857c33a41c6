using System.Text.Json.Nodes;

namespace Bench.Fuzz;

/// <summary>One operation of the portal's own description.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Query">Names of its query's parameters.</param>
/// <param name="Fields">Names of the fields of its body, where it has one that is described.</param>
internal sealed record Route(string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> Fields)
{
    /// <summary>All of them: what comes to the portal later is in here by itself.</summary>
    public static IReadOnlyList<Route> AllOf(JsonNode document)
    {
        var schemas = document["components"]?["schemas"];
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where operation.Key is "get" or "put" or "post" or "delete" or "patch"
               select new Route(operation.Key.ToUpperInvariant(), path.Key, Parameters(path.Value!, operation.Value!), Body(operation.Value!, schemas)),
        ];
    }

    private static List<string> Parameters(JsonNode path, JsonNode operation) =>
    [
        .. (path["parameters"]?.AsArray() ?? []).Concat(operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] == "query")
            .Select(parameter => (string)parameter!["name"]!),
    ];

    private static List<string> Body(JsonNode operation, JsonNode? schemas)
    {
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        var fields = new List<string>();
        Collect(schema, schemas, fields, depth: 0);
        return fields;
    }

    private static void Collect(JsonNode? schema, JsonNode? schemas, List<string> fields, int depth)
    {
        if (schema is null || depth > 4)
            return;
        if ((string?)schema["$ref"] is { } reference)
        {
            Collect(schemas?[reference.Split('/')[^1]], schemas, fields, depth + 1);
            return;
        }

        foreach (var (name, field) in schema["properties"]?.AsObject() ?? [])
        {
            fields.Add(name);
            Collect(field, schemas, fields, depth + 1);
        }

        Collect(schema["items"], schemas, fields, depth + 1);
        foreach (var choice in schema["oneOf"]?.AsArray() ?? [])
            Collect(choice, schemas, fields, depth + 1);
    }
}
