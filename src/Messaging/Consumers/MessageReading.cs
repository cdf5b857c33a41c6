namespace Messaging;

/// <inheritdoc cref="IMessageReading"/>
internal sealed class MessageReading(MessagingBuilder messaging, MessageSerializers serializers) : IMessageReading
{
    public MessageReadability Check(string queue, Message message)
    {
        if (messaging.Queues.FirstOrDefault(q => q.Name == queue) is not { } consumed)
            return new MessageReadability(null, $"Nothing in this process consumes the queue '{queue}', so nobody here knows what it can read.");
        try
        {
            var (current, handler) = consumed.Intake.Take(message, serializers);
            if (handler is null)
                return new MessageReadability(false, $"The queue '{queue}' has no handler for {message.Type}.");
            handler.Read(serializers, current);
            return new MessageReadability(true, null);
        }
        catch (UndeserializableException e)
        {
            return new MessageReadability(false, e.Message);
        }
    }
}
