namespace Messaging;

internal sealed class MessageBus(IBroker broker, MessageSerializers serializers, ReplyReceiver replies, TimeProvider time) : IMessageBus
{
    public long LateReplies => replies.Late;

    public Task<string> SendAsync<T>(T command, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        PublishAsync(command, options, cancellationToken);

    public Task<string> PublishAsync<T>(T message, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        PublishAsync(MessageFactory.Outgoing(message, serializers, time.GetUtcNow(), options), cancellationToken);

    public Task<string> ScheduleAsync<T>(
        T message, DateTimeOffset dueAt, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        PublishAsync(MessageFactory.Outgoing(message, serializers, time.GetUtcNow(), options, dueAt: dueAt), cancellationToken);

    public async Task<TReply> RequestAsync<TRequest, TReply>(
        TRequest request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var made = MessageFactory.Outgoing(request, serializers, time.GetUtcNow());
        var reply = await RequestAsync(made.Destination.Name, made.Message, timeout, cancellationToken);
        return serializers.Read<TReply>(reply);
    }

    public async Task<Message> RequestAsync(string queue, Message request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var asked = Asking(request, request.Id);
        using var expected = await replies.ExpectAsync(request.Id, 1, cancellationToken);
        await broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), asked)], cancellationToken: cancellationToken);
        try
        {
            await expected.Enough.WaitAsync(timeout, time, cancellationToken);
            return expected.Taken[0];
        }
        catch (TimeoutException)
        {
            throw new RequestTimeoutException(queue, request.Id, timeout);
        }
    }

    public async Task<Replies<TReply>> RequestAllAsync<TEvent, TReply>(
        TEvent message, TimeSpan wait, int? count = null, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (count is { } wanted)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1, nameof(count));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted, ReplyCollector.Max, nameof(count));
        }

        var made = MessageFactory.Outgoing(message, serializers, time.GetUtcNow(), options);
        var asked = made with { Message = Asking(made.Message, options?.CorrelationId ?? made.Message.Id) };
        using var expected = await replies.ExpectAsync(made.Message.Id, count ?? ReplyCollector.Max, cancellationToken);
        var reached = (await broker.PublishAsync([asked], cancellationToken: cancellationToken))[0];

        // Nobody was asked: nobody will answer.
        if (reached > 0)
            await WaitAsync(expected, wait, cancellationToken);
        return Read<TReply>(expected.Taken, reached);
    }

    public Task ReplyAsync<T>(MessageContext request, T reply, CancellationToken cancellationToken = default) =>
        MessageFactory.Reply(request, reply, serializers) is { } made
            ? broker.PublishAsync([made], Unroutable.DeadLetter, cancellationToken)
            : Task.CompletedTask;

    private async Task<string> PublishAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await broker.PublishAsync([message], cancellationToken: cancellationToken);
        return message.Message.Id;
    }

    private async Task WaitAsync(ReplyCollector expected, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await expected.Enough.WaitAsync(wait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The usual end: what came by now is the answer.
        }
    }

    private Replies<TReply> Read<TReply>(IReadOnlyList<Message> messages, int reached)
    {
        var read = new List<Reply<TReply>>(messages.Count);
        var unreadable = new List<Message>();
        foreach (var message in messages)
        {
            try
            {
                read.Add(new Reply<TReply>(serializers.Read<TReply>(message), message.Headers.GetValueOrDefault(MessageHeaders.Source), message));
            }
            catch (UndeserializableException)
            {
                unreadable.Add(message);
            }
        }

        return new Replies<TReply>(read, unreadable, reached);
    }

    private static Message Asking(Message request, string correlationId) => new(
        request.Type,
        request.Body,
        request.ContentType,
        request.Id,
        new Dictionary<string, string>(request.Headers, StringComparer.Ordinal)
        {
            [MessageHeaders.ReplyTo] = ReplyReceiver.Queue,
            [MessageHeaders.CorrelationId] = correlationId,
        });
}
