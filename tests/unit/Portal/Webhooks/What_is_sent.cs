using System.Text;
using System.Text.Json;
using Messaging;
using Portal.Client.Topics;
using Portal.Operations.Topics.Webhooks;
using Portal.Operations.Topics.Webhooks.Signing;

namespace Unit.Portal.Webhooks;

public class What_is_sent
{
    private static readonly string _secret = WebhookSecret.New();

    [Theory]
    [InlineData("""{"half":"\ud83d","digits":1.10,"twice":1,"twice":2}""")] // JSON allows half a surrogate pair
    [InlineData("\"a text\"")]
    [InlineData("null")]
    public async Task As_a_CloudEvent_has_its_data_as_they_were_published(string json)
    {
        var sent = await SendAsync(new Message("type", Encoding.UTF8.GetBytes(json), "application/json"), WebhookFormat.CloudEvents);

        using var read = JsonDocument.Parse(sent.Body);
        Assert.Equal(json, read.RootElement.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("""{"cut":""")]
    [InlineData("{} {}")]
    [InlineData("")]
    public async Task As_a_CloudEvent_has_what_only_says_that_it_is_JSON_as_bytes(string text)
    {
        var sent = await SendAsync(new Message("type", Encoding.UTF8.GetBytes(text), "application/json"), WebhookFormat.CloudEvents);

        using var read = JsonDocument.Parse(sent.Body);
        Assert.Equal(Encoding.UTF8.GetBytes(text), read.RootElement.GetProperty("data_base64").GetBytesFromBase64());
        Assert.False(read.RootElement.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task As_a_CloudEvent_has_one_data_whatever_attributes_say()
    {
        var message = new Message("type", "{}"u8.ToArray(), "application/json", headers: new Dictionary<string, string> { ["ce-data"] = "forged", ["ce-data_base64"] = "forged", ["ce-tenant"] = "a" });

        var sent = await SendAsync(message, WebhookFormat.CloudEvents);

        Assert.DoesNotContain("forged", Encoding.UTF8.GetString(sent.Body), StringComparison.Ordinal);
        Assert.Contains("\"tenant\":\"a\"", Encoding.UTF8.GetString(sent.Body), StringComparison.Ordinal);
    }

    private static async Task<(HttpRequestMessage Request, byte[] Body)> SendAsync(Message message, WebhookFormat format)
    {
        var webhook = new Webhook { Topic = "t", Name = "n", Url = "https://example.com/", Format = format, Secret = "-" };
        var request = WebhookRequest.Make(webhook, [_secret], message, DateTimeOffset.UnixEpoch);
        return (request, await request.Content!.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
