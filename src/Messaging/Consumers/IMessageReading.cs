namespace Messaging;

/// <summary>Says beforehand whether a handler of this process could read a message.</summary>
public interface IMessageReading
{
    /// <summary>Brings the message up to date and deserializes it as a consumer of <paramref name="queue"/> would; handles nothing.</summary>
    MessageReadability Check(string queue, Message message);
}
