namespace Messaging;

internal sealed class MessageBus(IBroker broker, IMessageSerializer serializer, ReplyReceiver replies, TimeProvider time) : IMessageBus
{
    public Task<string> SendAsync<T>(T command, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        PublishAsync(command, options, cancellationToken);

    public async Task<string> PublishAsync<T>(T message, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        var made = MessageFactory.Create(message, serializer, MessageFactory.Headers(options?.CorrelationId));
        DateTimeOffset? due = options is { Delay: var delay } && delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
        await broker.PublishAsync([new OutgoingMessage(DestinationOf<T>(), made, due)], cancellationToken: cancellationToken);
        return made.Id;
    }

    public async Task<TReply> RequestAsync<TRequest, TReply>(
        TRequest request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var made = MessageFactory.Create(request, serializer, MessageFactory.Headers());
        var reply = await RequestAsync(DestinationOf<TRequest>().Name, made, timeout, cancellationToken);
        return serializer.Deserialize<TReply>(reply.Body.Span);
    }

    public async Task<Message> RequestAsync(string queue, Message request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.Ordinal)
        {
            [MessageHeaders.ReplyTo] = ReplyReceiver.Queue,
            [MessageHeaders.CorrelationId] = request.Id,
        };
        var asked = new Message(request.Type, request.Body, request.ContentType, request.Id, headers);
        using var expectation = await replies.ExpectAsync(request.Id, cancellationToken);
        await broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), asked)], cancellationToken: cancellationToken);
        try
        {
            return await expectation.Reply.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new RequestTimeoutException(queue, request.Id, timeout);
        }
    }

    public async Task ReplyAsync<T>(MessageContext request, T reply, CancellationToken cancellationToken = default)
    {
        if (request.Message.ReplyTo is not { } queue)
            return;
        var made = MessageFactory.Create(reply, serializer, MessageFactory.Headers(request.Message.CorrelationId, request.Message.Id));
        await broker.PublishAsync(
            [new OutgoingMessage(Destination.Queue(queue), made)], Unroutable.DeadLetter, cancellationToken);
    }

    private static Destination DestinationOf<T>() => MessageContract.Of<T>() switch
    {
        { Destination: { } destination } => destination,
        var reply => throw new InvalidOperationException($"{reply.Name} is a reply: it goes where the request says."),
    };
}
