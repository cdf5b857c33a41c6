using FsCheck;
using FsCheck.Fluent;
using Messaging;
using MessageHead = Messaging.MessageHead;

namespace Unit.Messaging;

public sealed class When_a_message_is_encoded
{
    [Fact]
    public void Should_come_back_as_it_was()
    {
        var names = Gen.Choose(' ', '~').Select(c => (char)c).NonEmptyListOf().Where(l => l.Count <= Message.MaxNameLength)
            .Select(l => new string([.. l]));

        // Any Unicode text; a lone surrogate is no text, and is replaced.
        var texts = ArbMap.Default.GeneratorFor<string>().Select(s => new string([.. (s ?? "").Where(c => !char.IsSurrogate(c))]) + "\U0001F600");
        var headers = Gen.Zip(texts, texts).ListOf().Select(pairs => pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2));
        var bodies = ArbMap.Default.GeneratorFor<byte[]>();
        var messages =
            from id in names
            from type in names
            from contentType in names
            from header in headers
            from body in bodies
            select new Message(type, body ?? [], contentType, id, header);

        Prop.ForAll(messages.ToArbitrary(), sent =>
        {
            var got = MessageHead.Read(MessageHead.Write(sent), sent.Body);
            return (got.Id, got.Type, got.ContentType) == (sent.Id, sent.Type, sent.ContentType)
                && got.Headers.OrderBy(h => h.Key, StringComparer.Ordinal)
                    .SequenceEqual(sent.Headers.OrderBy(h => h.Key, StringComparer.Ordinal))
                && got.Body.Span.SequenceEqual(sent.Body.Span);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Should_be_read_as_every_version_before_wrote_it()
    {
        // Version 1: id "i", type "t", content type "c", one header "k" = "v". Never change these bytes.
        byte[] stored = [1, 1, 0, (byte)'i', 1, 0, (byte)'t', 1, 0, (byte)'c', 1, 0, 1, 0, (byte)'k', 1, 0, (byte)'v'];

        var message = MessageHead.Read(stored, default);

        Assert.Equal(("i", "t", "c", "v"), (message.Id, message.Type, message.ContentType, message.Headers["k"]));
        Assert.Equal(stored, MessageHead.Write(message));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2, 0, 0 })]
    public void Should_refuse_a_head_it_does_not_know(byte[] head) =>
        Assert.Throws<InvalidDataException>(() => MessageHead.Read(head, default));

    [Theory]
    [InlineData("")]
    [InlineData("tab\there")]
    [InlineData("line\nbreak")]
    [InlineData("\u00fcber")]
    public void Should_refuse_a_bad_name(string name)
    {
        Assert.Throws<ArgumentException>(() => new Message(name, default));
        Assert.Throws<ArgumentException>(() => new Message("t", default, id: name));
        Assert.Throws<ArgumentException>(() => new Message("t", default, contentType: name));
    }

    [Fact]
    public void Should_refuse_a_name_that_is_too_long()
    {
        Assert.Equal(200, new Message(new string('x', 200), default).Type.Length);
        Assert.Throws<ArgumentException>(() => new Message(new string('x', 201), default));
        Assert.Equal(100, Destination.Queue(new string('x', 100)).Name.Length);
        Assert.Throws<ArgumentException>(() => Destination.Queue(new string('x', 101)));
    }

    [Theory]
    [InlineData("queue:a.b-c_1", false, "a.b-c_1")]
    [InlineData("topic:t", true, "t")]
    public void Should_write_and_read_destinations(string text, bool isTopic, string name)
    {
        var destination = Destination.Parse(text);

        Assert.Equal((isTopic, name, text), (destination.IsTopic, destination.Name, destination.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("queue")]
    [InlineData("exchange:x")]
    public void Should_refuse_what_is_no_destination(string text) => Assert.Throws<FormatException>(() => Destination.Parse(text));

    public sealed record Order(string Customer, int Quantity);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"customer\":null,\"quantity\":1}")]
    [InlineData("{\"customer\":\"x\",\"quantity\":\"many\"}")]
    [InlineData("{\"customer\":\"x\"}")]
    public void Should_say_when_a_body_is_not_what_its_type_says(string body)
    {
        var refused = Assert.Throws<UndeserializableException>(
            () => new JsonMessageSerializer().Deserialize<Order>(System.Text.Encoding.UTF8.GetBytes(body)));

        Assert.Equal(typeof(Order), refused.WantedType);
    }

    [Fact]
    public void Should_ignore_what_a_newer_sender_added()
    {
        var order = new JsonMessageSerializer().Deserialize<Order>("""{"customer":"x","quantity":2,"colour":"red"}"""u8);

        Assert.Equal(new Order("x", 2), order);
        Assert.Equal("""{"customer":"x","quantity":2}"""u8, new JsonMessageSerializer().Serialize(order).Span);
    }
}
