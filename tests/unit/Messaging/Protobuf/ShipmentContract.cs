using Messaging;
using Messaging.Protobuf;

namespace Unit.Messaging.Protobuf;

/// <summary>The part of the class that protoc does not make: protoc --csharp_out=. Shipment.proto makes Shipment.g.cs.</summary>
[Command("test.shipment.v1", "shipments"), ContentType(ProtobufMessageSerializer.MediaType)]
public sealed partial class Shipment;
