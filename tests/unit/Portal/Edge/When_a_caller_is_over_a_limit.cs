using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Unit.Portal.Security.Doors;

namespace Unit.Portal.Edge;

public class When_a_caller_is_over_a_limit
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_requests_be_counted_by_key_and_not_by_the_name_of_a_key()
    {
        await using var portal = await LivePortal.StartAsync(new() { ["Portal:Limits:RequestsPerSecond"] = "5" });
        using var bootstrap = portal.WithKey(LivePortal.BootstrapKey);
        using var greedy = await WithNewKeyAsync(portal, bootstrap);
        using var modest = await WithNewKeyAsync(portal, bootstrap);

        using var refused = await UntilRefusedAsync(greedy);

        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        using var other = await modest.GetAsync("/api/queues", Token);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Should_a_script_that_signs_in_with_a_passkey_be_told_in_problem_details_and_a_person_on_a_page()
    {
        await using var portal = await LivePortal.StartAsync(new() { ["Portal:Limits:SignInsPerMinute"] = "1" });
        using var stranger = portal.Client();

        using var refused = await UntilRefusedAsync(stranger, HttpMethod.Post, "/sign-in/passkey/options");
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
        using var person = await stranger.PostAsync("/sign-in", new FormUrlEncodedContent([]), Token);

        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Matches(@"^More came from your network address than is allowed in a minute\. Try again in \d+ seconds?\.$", problem.GetProperty("detail").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (person.StatusCode, person.Content.Headers.ContentType?.MediaType));
        Assert.Contains("than is allowed in a minute. Try again in", await person.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>Many at once: the bucket empties faster than it fills.</summary>
    private static async Task<HttpResponseMessage> UntilRefusedAsync(HttpClient client, HttpMethod? method = null, string path = "/api/queues")
    {
        for (var round = 0; round < 50; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync(new HttpRequestMessage(method ?? HttpMethod.Get, path), Token)));
            if (answers.FirstOrDefault(answer => answer.StatusCode == HttpStatusCode.TooManyRequests) is { } refused)
                return refused;
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private static async Task<HttpClient> WithNewKeyAsync(LivePortal portal, HttpClient maker)
    {
        using var answer = await maker.PostAsJsonAsync("/api/keys", new { name = "the same name", scopes = (string[])["read"] }, Token);
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        return portal.WithKey(made.GetProperty("key").GetString()!);
    }
}
