namespace Messaging;

/// <summary>Makes a message of one type out of a message of another.</summary>
/// <param name="From">The type it takes.</param>
/// <param name="To">The type it makes.</param>
/// <param name="Topic">The topic the old messages are published to, where their class says one.</param>
/// <param name="Make">Makes the new message; only its body and content type, and headers it adds, are used.</param>
internal sealed record Transformation(string From, string To, string? Topic, Func<Message, MessageSerializers, Message> Make)
{
    public static Transformation Of<TOld, TNew>(Func<TOld, TNew> make)
    {
        var (from, to) = (MessageContract.Of<TOld>(), MessageContract.Of<TNew>());
        return new Transformation(
            from.Name,
            to.Name,
            from.Destination is { IsTopic: true, Name: var topic } ? topic : null,
            (message, serializers) =>
            {
                var made = make(serializers.Read<TOld>(message));
                var serializer = serializers.Of<TNew>();
                return new Message(to.Name, serializer.Serialize(made), serializer.ContentType);
            });
    }
}
