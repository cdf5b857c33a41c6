using System.Text;
using Messaging;
using Portal.Client.Contracts;
using Portal.Client.Queues;
using Portal.Redaction;

namespace Portal.Operations.Queues;

internal sealed class QueueMessageGateway(IBroker broker, MessageSerializers serializers, MessageTypes types, Redactor redactor, TimeProvider time) : IQueueMessageGateway
{
    private const int MaxLimit = 100;
    private const int MaxShownBytes = 64 * 1024;
    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    public async Task<Outcome<BrowsePage>> BrowseAsync(string queue, long after, int limit, CancellationToken cancellationToken)
    {
        if (after < 0)
            return Problem.Invalid("after", "must be 0 or more");
        if (limit is < 1 or > MaxLimit)
            return Problem.Invalid("limit", $"must be 1 to {MaxLimit}");
        try
        {
            var found = await broker.PeekAsync(queue, after, limit + 1, cancellationToken);
            var leased = Leased(queue);
            return new BrowsePage([.. found.Take(limit).Select(m => ToView(m, leased))], found.Count > limit ? found[limit - 1].Sequence : null);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public async Task<Outcome<BrowsedContent>> FindAsync(string queue, long sequence, CancellationToken cancellationToken)
    {
        if (sequence < 1)
            return Problem.NotFound("message", sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            var found = await broker.PeekAsync(queue, sequence - 1, 1, cancellationToken);
            return found is [{ } message] && message.Sequence == sequence
                ? ToContent(message, Leased(queue))
                : new Problem(404, "The message is no longer there", "It was handled, moved or deleted since the list was read.");
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public async Task<Outcome<SentMessage>> SendAsync(string queue, SendMessage message, CancellationToken cancellationToken)
    {
        if (broker.Statistics(queue) is null)
            return Problem.NotFound("queue", queue);
        var written = WrittenMessage.Read(message, serializers, time);
        if (!written.Succeeded)
            return written.Problem;
        try
        {
            var (made, due) = written.Value;
            await broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), made, due)], cancellationToken: cancellationToken);
            return new SentMessage(made.Id);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public IReadOnlyList<MessageTypeView> Types(string? queue = null, string? topic = null) => types.List(queue, topic);

    private HashSet<long> Leased(string queue) => [.. broker.Leased(queue, int.MaxValue).Select(message => message.Sequence)];

    private static BrowsedMessage ToView(PeekedMessage peeked, HashSet<long> leased) => new(
        peeked.Sequence,
        peeked.Message.Id,
        peeked.Message.Type,
        leased.Contains(peeked.Sequence) ? "leased" : peeked.DueAt is null ? "ready" : "scheduled",
        peeked.PublishedAt,
        peeked.DueAt,
        peeked.Attempts,
        peeked.Message.OrderingKey,
        peeked.Message.Body.Length);

    private BrowsedContent ToContent(PeekedMessage peeked, HashSet<long> leased)
    {
        var body = peeked.Message.Body;
        var shown = body.Length <= MaxShownBytes ? body : body[..MaxShownBytes];
        var text = Text(shown.Span, isWhole: shown.Length == body.Length);
        return new BrowsedContent(
            ToView(peeked, leased),
            peeked.Message.ContentType,
            redactor.Headers(peeked.Message.Headers),
            redactor.Text(text),
            text is null ? Convert.ToBase64String(redactor.Bytes(shown.Span)) : null,
            shown.Length == body.Length);
    }

    private static string? Text(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        // A character may have been cut in two.
        for (var cut = 0; cut <= (isWhole ? 0 : Math.Min(3, bytes.Length)); cut++)
        {
            try
            {
                var text = _strictUtf8.GetString(bytes[..^cut]);
                return text.AsSpan().ContainsAnyInRange('\0', '\b') ? null : text;
            }
            catch (DecoderFallbackException)
            {
                // Not text, or one byte more to leave out.
            }
        }

        return null;
    }
}
