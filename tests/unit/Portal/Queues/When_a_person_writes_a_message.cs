using Messaging;
using Portal.Client.Queues;
using Portal.Operations.Queues;

namespace Unit.Portal.Queues;

public sealed class When_a_person_writes_a_message
{
    private static readonly MessageSerializers _serializers = new();

    public static TheoryData<string> KnownTypes => [.. typeof(MessageTypes).Assembly.GetTypes().SelectMany(NameOf)];

    [Theory]
    [MemberData(nameof(KnownTypes))]
    public void Should_offer_a_sample_that_deserializes_of_every_known_type(string type)
    {
        var sample = SampleBody.Of(MessageTypes.ClassOf(type)!);

        Assert.Null(WrittenMessage.Read(new SendMessage(type, sample), _serializers, TimeProvider.System).Problem);
    }

    [Fact]
    public void Should_say_beside_each_field_what_is_wrong()
    {
        var written = new SendMessage("", "{}")
        {
            OrderingKey = "ä",
            DelaySeconds = -1,
            TimeToLiveSeconds = 0,
            Headers = new Dictionary<string, string> { ["Bad Name"] = "x", ["traceparent"] = "y" },
        };

        var errors = WrittenMessage.Read(written, _serializers, TimeProvider.System).Problem!.Errors!;

        Assert.Equal(["delaySeconds", "headers", "orderingKey", "timeToLiveSeconds", "type"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, errors["headers"].Length);
    }

    [Theory]
    [InlineData("any.type.v1", "{", "is no JSON: line 1")]
    [InlineData("billing.refund-order.v1", """{"reason":"x"}""", "is no billing.refund-order.v1: ")]
    public void Should_refuse_a_body_that_could_only_become_a_dead_letter(string type, string body, string words)
    {
        var error = Assert.Single(WrittenMessage.Read(new SendMessage(type, body), _serializers, TimeProvider.System).Problem!.Errors!["body"]);
        Assert.StartsWith(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_send_anything_that_is_not_said_to_be_json() =>
        Assert.True(WrittenMessage.Read(new SendMessage("any", "{") { ContentType = "text/plain" }, _serializers, TimeProvider.System).Succeeded);

    [Fact]
    public async Task Should_arrive_as_it_was_written()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PutAsync("work", new PutQueue());

        var sent = await desk.Messages.SendAsync("work", new SendMessage("test.v1", "[1]") { CorrelationId = "c", TimeToLiveSeconds = 60 }, Desk.Token);

        var delivery = Assert.Single(await desk.Broker.ReceiveAsync("work", 10, TimeSpan.Zero, cancellationToken: Desk.Token));
        Assert.Equal((sent.Value!.Id, "test.v1", "c"), (delivery.Message.Id, delivery.Message.Type, delivery.Message.CorrelationId));
        Assert.Equal(desk.Time.GetUtcNow().AddSeconds(60).ToUnixTimeMilliseconds(), delivery.Message.ExpiresAt);
        Assert.Equal(404, (await desk.Messages.SendAsync("nope", new SendMessage("t", "{}"), Desk.Token)).Problem!.Status);
    }

    private static IEnumerable<string> NameOf(Type type) =>
        type.GetCustomAttributes(false).Select(attribute => attribute switch
        {
            CommandAttribute command => command.Name,
            EventAttribute @event => @event.Name,
            ReplyAttribute reply => reply.Name,
            _ => null,
        }).OfType<string>();
}
