using System.Text.Json;
using System.Text.RegularExpressions;
using E2E.Support;

namespace E2E.Api;

public sealed partial class Clients_that_nobody_here_wrote(SharedPortal shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignalR_from_npm_hears_an_order_become_ready_and_a_wrong_key_nothing()
    {
        NodeClients.Need();

        var heard = Json(await NodeClients.NodeAsync("hub.mjs", shared.Portal.Url, PortalProcess.ApiKey));

        Assert.Equal(heard.Text("placed"), heard.Text("ready"));
        Assert.Equal("readyToShip", heard.GetProperty("heard").EnumerateArray().Last()[1].GetString());
        Assert.Contains("There is no order 'nothing'", heard.Text("refused"), StringComparison.Ordinal);
        Assert.Contains("401", heard.Text("stranger"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_generated_from_the_description_compiles_and_works()
    {
        NodeClients.Need();
        await File.WriteAllTextAsync(Path.Combine(NodeClients.Folder, "openapi.json"), await shared.Portal.Api.GetStringAsync("/openapi/v1.json", Token), Token);

        await NodeClients.NodeAsync("node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "schema.d.ts");
        var schema = await File.ReadAllTextAsync(Path.Combine(NodeClients.Folder, "schema.d.ts"), Token);
        await NodeClients.NodeAsync("node_modules/typescript/bin/tsc", "-p", ".");
        var worked = Json(await NodeClients.NodeAsync("out/client.js", shared.Portal.Url, PortalProcess.ApiKey));

        Assert.DoesNotContain("number | string", schema, StringComparison.Ordinal);
        Assert.True(Unknown().Count(schema) <= 3, "only the bodies of messages are anything: " + Unknown().Count(schema));
        Assert.Equal(("readyToShip", 129m, 1), (worked.Text("status"), worked.GetProperty("total").GetDecimal(), worked.GetProperty("first").GetInt32()));
        Assert.StartsWith("INV-", worked.Text("invoice"), StringComparison.Ordinal);
        Assert.Equal("[\"customer\",\"lines\"]", worked.GetProperty("fields").GetRawText());
        Assert.True(worked.GetProperty("same").GetBoolean() && worked.GetProperty("skus").GetBoolean() && worked.GetProperty("message").GetBoolean(), worked.ToString());
        Assert.Equal((304, 204), (worked.GetProperty("unchanged").GetInt32(), worked.GetProperty("settled").GetInt32()));
    }

    /// <summary>Every block of the guide is run as it stands, one after the other, in one shell that stops at the first that fails.</summary>
    [Fact]
    public async Task Curl_does_what_the_guide_says()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "docs", "api.md"), Token);
        var blocks = Blocks().Matches(guide).Select(block => block.Groups["code"].Value).ToList();
        Assert.True(blocks.Count > 5, "the guide has examples");
        var folder = Directory.CreateTempSubdirectory("portal-guide-").FullName;
        try
        {
            await NodeClients.RunAsync(
                "bash",
                folder,
                new Dictionary<string, string> { ["PORTAL"] = shared.Portal.Url, ["KEY"] = PortalProcess.ApiKey },
                "-euo", "pipefail", "-c", string.Join('\n', blocks));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonElement Json(string output) => JsonDocument.Parse(output.Trim().Split('\n')[^1]).RootElement;

    /// <summary>Other than of headers that are not described.</summary>
    [GeneratedRegex(@"(?<!\[name: string\]: )\bunknown\b")]
    private static partial Regex Unknown();

    [GeneratedRegex("```sh\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
