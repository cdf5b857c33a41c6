using Messaging;

namespace Portal.Operations.Queues;

internal sealed record ReceivedMessage(
    string LeaseToken,
    string Id,
    string Type,
    string ContentType,
    string Body,
    IReadOnlyDictionary<string, string> Headers,
    int DeliveryCount)
{
    public static ReceivedMessage Of(Delivery delivery) => new(
        delivery.LeaseToken,
        delivery.Message.Id,
        delivery.Message.Type,
        delivery.Message.ContentType,
        Convert.ToBase64String(delivery.Message.Body.Span),
        delivery.Message.Headers,
        delivery.DeliveryCount);
}
