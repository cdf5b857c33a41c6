namespace Messaging;

/// <summary>Names and values of OpenTelemetry's semantic conventions for messaging.</summary>
internal static class Attributes
{
    public const string System = "messaging.system";
    public const string Destination = "messaging.destination.name";
    public const string OperationType = "messaging.operation.type";
    public const string OperationName = "messaging.operation.name";
    public const string MessageId = "messaging.message.id";
    public const string ConversationId = "messaging.message.conversation_id";
    public const string BodySize = "messaging.message.body.size";
    public const string BatchCount = "messaging.batch.message_count";
    public const string ErrorType = "error.type";

    public const string MessageType = "portal.messaging.message.type";
    public const string DeliveryCount = "portal.messaging.delivery_count";
    public const string Reason = "portal.messaging.reason";
    public const string State = "portal.messaging.state";
    public const string Trouble = "portal.messaging.trouble";

    public const string Send = "send";
    public const string Process = "process";
}
