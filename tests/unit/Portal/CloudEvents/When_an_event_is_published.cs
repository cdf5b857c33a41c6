using System.Net;
using System.Text;
using System.Text.Json;
using Unit.Portal.Support;

namespace Unit.Portal.CloudEvents;

public class When_an_event_is_published
{
    private const string Structured = "application/cloudevents+json";
    private const string Batched = "application/cloudevents-batch+json";

    /// <summary>Body, content type, and the field that is wrong.</summary>
    private static readonly (string Body, string ContentType, string Field)[] _wrong =
    [
        ("""{"id":"1","type":"t","source":"s"}""", Structured, "specversion"),
        ("""{"specversion":"0.3","id":"1","type":"t","source":"s"}""", Structured, "specversion"),
        ("""{"specversion":"1.0","id":"","type":"t","source":"s"}""", Structured, "id"),
        ("""{"specversion":"1.0","id":"1","source":"s"}""", Structured, "type"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"not a uri"}""", Structured, "source"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"s","time":"yesterday"}""", Structured, "time"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"s","dataschema":"relative"}""", Structured, "dataschema"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"s","bad_name":"x"}""", Structured, "bad_name"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"s","nested":{}}""", Structured, "nested"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"s","data":1,"data_base64":"AA=="}""", Structured, "data_base64"),
        ("""{"specversion":"1.0","id":"1","type":"t","source":"s","data":1,"datacontenttype":"text/plain"}""", Structured, "data"),
        ("""{"specversion":"1.0""", Structured, "body"),
        ("[]", Batched, "body"),
        ("""[{"specversion":"1.0","id":"1","type":"t","source":"s"},{"specversion":"1.0","id":"1","type":"t"}]""", Batched, "[1].source"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_every_mode_its_receiver_has_the_same()
    {
        await using var portal = await RunningPortal.StartAsync();
        await SubscribedAsync(portal);

        using var binary = await portal.PostAsync(
            "/api/topics/news/messages",
            """{"a":1}""",
            headers:
            [
                ("ce-specversion", "1.0"), ("ce-id", "e-1"), ("ce-type", "com.example.made"), ("ce-source", "/shop"), ("ce-subject", "caf%C3%A9 %22x%22"),
                ("ce-time", "2026-01-31T12:00:00Z"), ("ce-region", "eu"),
            ]);
        using var structured = await portal.PostAsync(
            "/api/topics/news/messages",
            """{"specversion":"1.0","id":"e-1","type":"com.example.made","source":"/shop","subject":"café \"x\"","time":"2026-01-31T12:00:00Z","region":"eu","datacontenttype":"application/json","data":{"a":1}}""",
            contentType: Structured);
        using var batched = await portal.PostAsync(
            "/api/topics/news/messages",
            """
            [{"specversion":"1.0","id":"b-1","type":"t","source":"s","data_base64":"AAEC","datacontenttype":"image/png"},
             {"specversion":"1.0","id":"b-2","type":"t","source":"s","data":"text","datacontenttype":"text/plain","count":7,"live":true}]
            """,
            contentType: Batched);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted), (binary.StatusCode, structured.StatusCode, batched.StatusCode));
        var batch = JsonDocument.Parse(await batched.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("items");
        Assert.Equal(["b-1", "b-2"], batch.EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.All(batch.EnumerateArray(), one => Assert.Equal(1, one.GetProperty("deliveredTo").GetInt32()));

        var got = await ReceiveAsync(portal, 4);
        foreach (var one in got[..2])
        {
            Assert.Equal(("e-1", "com.example.made"), (one.GetProperty("id").GetString(), one.GetProperty("type").GetString()));
            Assert.Equal("application/json", one.GetProperty("contentType").GetString());
            Assert.Equal("""{"a":1}""", Body(one));
            Assert.Equal(
                ["ce-id=e-1", "ce-region=eu", "ce-source=/shop", "ce-specversion=1.0", "ce-subject=café \"x\"", "ce-time=2026-01-31T12:00:00Z", "ce-type=com.example.made"],
                Attributes(one));
        }

        Assert.Equal([0, 1, 2], got[2].GetProperty("body").GetBytesFromBase64());
        Assert.Equal("text", Body(got[3]));
        Assert.Equal(("7", "true"), (got[3].GetProperty("headers").GetProperty("ce-count").GetString(), got[3].GetProperty("headers").GetProperty("ce-live").GetString()));
    }

    [Fact]
    public async Task A_queue_takes_one_too_and_no_batch()
    {
        await using var portal = await RunningPortal.StartAsync();
        await SubscribedAsync(portal);

        using var one = await portal.PostAsync(
            "/api/queues/readers/messages", """{"specversion":"1.0","id":"e-2","type":"t","source":"s"}""", contentType: Structured);
        using var batch = await portal.PostAsync("/api/queues/readers/messages", "[]", contentType: Batched);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.UnsupportedMediaType), (one.StatusCode, batch.StatusCode));
        Assert.Equal("e-2", Assert.Single(await ReceiveAsync(portal, 1)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_is_published()
    {
        await using var portal = await RunningPortal.StartAsync();
        await SubscribedAsync(portal);

        foreach (var (body, contentType, field) in _wrong)
        {
            using var refused = await portal.PostAsync("/api/topics/news/messages", body, contentType: contentType);
            var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Token)).RootElement;
            Assert.Equal((body, HttpStatusCode.BadRequest), (body, refused.StatusCode));
            Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }

        Assert.Equal(0, (await portal.GetAsync("/api/queues/readers")).GetProperty("ready").GetInt32());
    }

    [Fact]
    public async Task In_headers_it_is_named_by_header_and_a_strange_format_is_refused()
    {
        await using var portal = await RunningPortal.StartAsync();
        await SubscribedAsync(portal);

        using var binary = await portal.PostAsync(
            "/api/topics/news/messages", "x", headers: [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "s"), ("ce-subject", "%FF%FE")]);
        using var strange = await portal.PostAsync("/api/topics/news/messages", "x", contentType: "application/cloudevents+avro");

        var errors = JsonDocument.Parse(await binary.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("errors");
        Assert.Equal(["ce-subject", "ce-type"], errors.EnumerateObject().Select(error => error.Name).Order());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, strange.StatusCode);
    }

    private static async Task SubscribedAsync(RunningPortal portal)
    {
        await portal.PutAsync("/api/queues/readers", new { });
        await portal.PutAsync("/api/topics/news", new { });
        await portal.PutAsync("/api/topics/news/subscriptions/readers", new { queue = "readers" });
    }

    private static async Task<List<JsonElement>> ReceiveAsync(RunningPortal portal, int count)
    {
        using var received = await portal.PostAsync($"/api/queues/readers/receive?wait=5&max={count}", null);
        return [.. JsonDocument.Parse(await received.Content.ReadAsStringAsync(Token)).RootElement.EnumerateArray()];
    }

    private static string Body(JsonElement message) => Encoding.UTF8.GetString(message.GetProperty("body").GetBytesFromBase64());

    private static IEnumerable<string> Attributes(JsonElement message) => message.GetProperty("headers").EnumerateObject()
        .Where(header => header.Name.StartsWith("ce-", StringComparison.Ordinal)).Select(header => $"{header.Name}={header.Value}").Order(StringComparer.Ordinal);
}
