using System.Text;
using System.Text.Json;
using Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Journeys;
using Portal.Live;
using Portal.Redaction;
using Portal.ThirdParties;
using Unit.Portal.Support;

namespace Unit.Portal.Journeys;

public sealed class When_contents_are_recorded : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SettableTime _time = new();
    private JourneyRecorder _recorder;

    public When_contents_are_recorded() => _recorder = Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _recorder.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task They_are_there_after_a_restart()
    {
        Publish("sales", Text("m1", "{\"a\":1}"));
        _recorder.Record(Call("m1"));
        _recorder.Dispose();
        _recorder = Open();

        var kept = await ReadAsync();
        Assert.Equal("{\"a\":1}", kept.Messages["m1"].Text);
        Assert.Equal("payments", Assert.Single(kept.Calls).Party);
    }

    [Fact]
    public async Task Bytes_stay_bytes_and_a_long_body_is_left_out_but_not_its_headers()
    {
        Publish("sales", new Message("t", new byte[] { 0, 255 }, "application/x-protobuf", "m1", Conversation()));
        Publish("sales", Text("m2", new string('x', JourneyNote.MaxBody + 1)));

        var kept = await ReadAsync();
        Assert.Equal([0, 255], kept.Messages["m1"].Bytes!);
        Assert.Null(kept.Messages["m2"].Text);
        Assert.Equal(JourneyNote.MaxBody + 1, kept.Messages["m2"].Length);
        Assert.Equal("c", kept.Messages["m2"].Headers["correlation-id"]);
    }

    [Theory]
    [InlineData("tok_secret_4242", "••••4242")]
    [InlineData("tok+\"secret", "••••")]
    [InlineData("abc", "••••")]
    public async Task A_payment_token_is_in_no_file(string token, string kept)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { card = token, customer = "Ada" });
        Publish("sales", new Message("t", body, id: "text", headers: Conversation()));
        Publish("sales", new Message("t", body, "application/octet-stream", "bytes", Conversation()));

        var row = await ReadAsync();
        _recorder.Dispose();
        var secret = JsonEncodedText.Encode(token).ToString();
        foreach (var file in Directory.GetFiles(_directory.Path))
            Assert.DoesNotContain(secret, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.Ordinal);
        var expected = $$"""{"card":"{{kept}}","customer":"Ada"}""";
        Assert.Equal(expected, row.Messages["text"].Text);
        Assert.Equal(expected.Replace('•', '*'), Encoding.UTF8.GetString(row.Messages["bytes"].Bytes!));
    }

    [Fact]
    public async Task Those_of_other_queues_are_not_kept()
    {
        Publish("somebody-else", Text("m1", "{}"));
        Assert.Empty((await ReadAsync()).Messages);
    }

    [Fact]
    public async Task What_is_older_than_it_is_kept_goes()
    {
        Publish("sales", Text("old", "{}"));
        await _recorder.FlushAsync();
        _time.Now += TimeSpan.FromDays(31);
        Publish("sales", Text("new", "{}"));
        await Until.IsAsync(
            async () =>
            {
                _time.Now += TimeSpan.FromSeconds(1);
                return await ReadAsync();
            },
            kept => !kept.Messages.ContainsKey("old"));
        Assert.True((await ReadAsync()).Messages.ContainsKey("new"));
    }

    private JourneyRecorder Open() => new(
        _directory.Path, ["sales"], TimeSpan.FromDays(30), new LiveFeed(TimeProvider.System), new Redactor(Options.Create(new RedactionOptions())), _time, NullLogger<JourneyRecorder>.Instance);

    private Task<JourneyRow> ReadAsync() => new JourneyReader(_directory.Path, _recorder).ReadAsync("c", Token);

    private void Publish(string queue, Message message) =>
        _recorder.Observe(new BrokerEvent(BrokerEventKind.Published, queue, message, _time.GetUtcNow().ToUnixTimeMilliseconds()));

    private static Message Text(string id, string body) => new("t", Encoding.UTF8.GetBytes(body), id: id, headers: Conversation());

    private static Dictionary<string, string> Conversation() => new() { ["correlation-id"] = "c" };

    private static ThirdPartyCall Call(string message) =>
        new(new MessageContext("sales", Text(message, "{}"), "Handler", 1), "payments", "POST", "/charges", 0, 3.5, 503, "payments answered 503");
}
