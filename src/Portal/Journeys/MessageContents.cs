using System.Text;
using Messaging;
using Portal.Client.Messages;
using Portal.Redaction;

namespace Portal.Journeys;

/// <summary>Looks for a message's headers and body where they may be: among what was recorded, in its queue, among the dead letters.</summary>
internal sealed class MessageContents(JourneyReader kept, IBroker broker, Redactor redactor)
{
    /// <summary>How far into a queue is looked: people look at what has come to stand at its head.</summary>
    private const int MaxPeek = 200;

    public async Task<MessageContent> FindAsync(MessageView message, CancellationToken cancellationToken)
    {
        var recorded = (await kept.ReadAsync(message.CorrelationId, cancellationToken)).Messages.GetValueOrDefault(message.Id);
        if (recorded is { } found && (found.Text is not null || found.Bytes is not null))
        {
            return new MessageContent(
                ContentSource.Record, found.ContentType, redactor.Headers(found.Headers), redactor.Text(found.Text), Base64(found.Bytes), found.Length);
        }

        foreach (var delivery in message.Deliveries)
        {
            if (await AtAsync(delivery, message, cancellationToken) is { } content)
                return content;
        }

        return recorded is { } large
            ? new MessageContent(
                ContentSource.Record, large.ContentType, large.Headers, Length: large.Length,
                WhyNot: $"The body was not kept: it is longer than {JourneyNote.MaxBody / 1024} KB, and the message is in no queue and no dead letter any more.")
            : new MessageContent(
                ContentSource.None,
                WhyNot: "Headers and body are not kept any more: they are those of a message that is in no queue and no dead letter, and was not recorded.");
    }

    private async Task<MessageContent?> AtAsync(DeliveryView delivery, MessageView message, CancellationToken cancellationToken)
    {
        try
        {
            if (delivery.State is DeliveryState.DeadLettered or DeliveryState.Replayed)
            {
                if (await broker.FindDeadLetterAsync(delivery.Queue, message.Id, cancellationToken) is { } letter)
                    return Of(letter.Message, ContentSource.DeadLetter);
            }

            if (delivery.State is not DeliveryState.Waiting and not DeliveryState.Retrying and not DeliveryState.UnderWay and not DeliveryState.Replayed)
                return null;
            var peeked = await broker.PeekAsync(delivery.Queue, 0, MaxPeek, cancellationToken);
            return peeked.Select(p => p.Message).FirstOrDefault(m => m.Id == message.Id) is { } waiting ? Of(waiting, ContentSource.Queue) : null;
        }
        catch (BrokerException)
        {
            return null; // the queue was deleted: there is nothing to be had from it
        }
    }

    private MessageContent Of(Message message, ContentSource source)
    {
        var text = MessageContent.IsText(message.ContentType) ? Encoding.UTF8.GetString(message.Body.Span) : null;
        return new MessageContent(
            source, message.ContentType, redactor.Headers(message.Headers), redactor.Text(text), text is null ? Base64(redactor.Bytes(message.Body.Span)) : null, message.Body.Length);
    }

    private static string? Base64(byte[]? bytes) => bytes is null ? null : Convert.ToBase64String(bytes);
}
