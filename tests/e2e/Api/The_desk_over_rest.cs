using System.Net;
using System.Text.Json;
using E2E.Support;

namespace E2E.Api;

/// <summary>What a program finds at the desk: filters, counts, groups, facets and the export of the same letters.</summary>
public sealed class The_desk_over_rest(SharedPortal shared)
{
    private const string Queue = "desk-rest";
    private const string Type = Queue + ".v1";

    private PortalProcess Portal => shared.Portal;

    [Fact]
    public async Task Filters_counts_groups_and_exports_the_same_letters()
    {
        await Portal.FailAsync(Queue, 3);
        var letters = await ItemsAsync($"/api/dead-letters?queue={Queue}");
        Assert.Equal(3, letters.Count);
        (await Portal.Api.PostAsync($"/api/dead-letters/{letters[0].Text("id")}/archive", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await Portal.OnlyDeadLetterAsync($"queue={Queue}&status=archived"); // the desk has seen it

        Assert.Equal(2, (await ItemsAsync($"/api/dead-letters?queue={Queue}&status=failed")).Count);
        Assert.Equal([letters[0].Text("id")], (await ItemsAsync($"/api/dead-letters?type={Type}&status=archived")).Select(letter => letter.Text("id")));
        Assert.Empty(await ItemsAsync($"/api/dead-letters?queue={Queue}&to=2020-01-01T00:00:00Z"));
        Assert.Equal(3, (await ItemsAsync($"/api/dead-letters?queue={Queue}&from=2020-01-01T00:00:00Z")).Count);
        Assert.Equal(letters[0].Text("id"), Assert.Single(await ItemsAsync($"/api/dead-letters?queue={Queue}&text={letters[0].Text("messageId")}")).Text("id"));

        var counts = await Portal.Api.GetJsonAsync($"/api/dead-letters/counts?queue={Queue}");
        Assert.Equal((2, 1), (counts.GetProperty("byStatus").GetProperty("failed").GetInt32(), counts.GetProperty("byStatus").GetProperty("archived").GetInt32()));
        var group = Assert.Single(await ItemsAsync($"/api/dead-letters/groups?queue={Queue}"));
        Assert.Equal((Type, 2), (group.Text("type"), group.GetProperty("counts").GetProperty("failed").GetInt32()));
        Assert.Equal(3, (await ItemsAsync($"/api/dead-letters?group={Uri.EscapeDataString(group.Text("id"))}")).Count);
        var facets = await Portal.Api.GetJsonAsync("/api/dead-letters/facets");
        Assert.Contains(Queue, facets.GetProperty("queues").EnumerateArray().Select(queue => queue.GetString()));
        Assert.Contains(Type, facets.GetProperty("types").EnumerateArray().Select(type => type.GetString()));

        var csv = (await Portal.Api.GetStringAsync($"/api/dead-letters/export?format=csv&queue={Queue}", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, csv.Length); // with the names of the columns
        Assert.All(csv[1..], line => Assert.Contains(Type, line, StringComparison.Ordinal));
        var lines = (await Portal.Api.GetStringAsync($"/api/dead-letters/export?format=ndjson&queue={Queue}&status=failed", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(letters.Skip(1).Select(letter => letter.Text("id")).Order(), lines.Select(line => JsonDocument.Parse(line).RootElement.Text("id")).Order());
    }

    [Fact]
    public async Task Pages_through_without_one_twice_or_missing()
    {
        const string queue = "desk-rest-pages";
        await Portal.FailAsync(queue, 5);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await Portal.Api.GetJsonAsync($"/api/dead-letters?queue={queue}&limit=2" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(letter => letter.Text("id")));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Distinct(), seen);
    }

    [Theory]
    [InlineData("/api/dead-letters/export?format=xml", "format")]
    [InlineData("/api/dead-letters?status=lost", "status")]
    [InlineData("/api/dead-letters/counts?from=yesterday", "from")]
    public async Task A_query_that_is_wrong_names_the_parameter(string path, string field)
    {
        using var response = await Portal.Api.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> ItemsAsync(string path) => [.. (await Portal.Api.GetJsonAsync(path)).GetProperty("items").EnumerateArray()];
}
