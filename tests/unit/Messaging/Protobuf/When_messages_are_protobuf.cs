using System.Collections.Concurrent;
using System.Text;
using Messaging;
using Messaging.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging.Protobuf;

public sealed class When_messages_are_protobuf
{
    private readonly ConcurrentQueue<(Shipment Shipment, string ContentType)> _handled = new();

    [Fact]
    public async Task Should_travel_as_protobuf_and_arrive_as_the_object()
    {
        await using var test = await StartAsync();
        await test.Bus.SendAsync(new Shipment { Order = "o-1", Parcels = 3 });
        await Deadline.Until(() => _handled.Count == 1);

        Assert.Equal([(new Shipment { Order = "o-1", Parcels = 3 }, "application/x-protobuf")], _handled);
    }

    [Fact]
    public async Task Should_be_a_dead_letter_when_the_bytes_are_something_else()
    {
        await using var test = await StartAsync();
        await test.Broker.PublishAsync([Raw(Encoding.UTF8.GetBytes("no protobuf"))]);

        Assert.Equal(DeadLetterReasons.Undeserializable, (await test.DeadLetterAsync()).Failure.Reason);
        Assert.Empty(_handled);
    }

    [Fact]
    public async Task Should_be_the_bytes_that_any_other_protobuf_program_writes()
    {
        await using var test = await StartAsync();

        // Field 1, length-delimited, "o-2"; field 2, varint, 300: by hand from the encoding's specification.
        await test.Broker.PublishAsync([Raw([0x0A, 0x03, (byte)'o', (byte)'-', (byte)'2', 0x10, 0xAC, 0x02])]);
        await Deadline.Until(() => _handled.Count == 1);

        Assert.Equal(new Shipment { Order = "o-2", Parcels = 300 }, _handled.Single().Shipment);
    }

    [Fact]
    public async Task Should_be_refused_where_nobody_writes_protobuf()
    {
        await using var test = await TestHost.StartAsync(messaging => messaging.Queue("shipments", _ => { }));

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => test.Bus.SendAsync(new Shipment()));
        Assert.Contains("application/x-protobuf", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_not_become_json_where_only_that_is_at_hand() => Assert.Throws<InvalidOperationException>(
        () => MessageFactory.Create(new Shipment(), new JsonMessageSerializer(), new Dictionary<string, string>()));

    [Fact]
    public void Should_refuse_a_class_that_protoc_did_not_make()
    {
        var serializer = new ProtobufMessageSerializer();

        Assert.Throws<InvalidOperationException>(() => serializer.Serialize(new Greet("Ada")));
        Assert.Throws<InvalidOperationException>(() => serializer.Deserialize<Greet>([]));
    }

    [Fact]
    public void Should_keep_fields_that_this_version_does_not_know()
    {
        byte[] newer = [0x0A, 0x03, (byte)'o', (byte)'-', (byte)'2', 0x18, 0x07];
        var serializer = new ProtobufMessageSerializer();

        Assert.Equal(newer, serializer.Serialize(serializer.Deserialize<Shipment>(newer)).ToArray());
    }

    private static OutgoingMessage Raw(byte[] body) =>
        new(Destination.Queue("shipments"), new Message("test.shipment.v1", body, ProtobufMessageSerializer.MediaType));

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        messaging => messaging.UseProtobuf().Queue("shipments", queue => queue.Handle<Shipment, Handler>()),
        services => services.AddSingleton(_handled));

    private sealed class Handler(ConcurrentQueue<(Shipment, string)> handled) : IHandler<Shipment>
    {
        public Task HandleAsync(Shipment message, MessageContext context, CancellationToken cancellationToken)
        {
            handled.Enqueue((message, context.Message.ContentType));
            return Task.CompletedTask;
        }
    }
}
