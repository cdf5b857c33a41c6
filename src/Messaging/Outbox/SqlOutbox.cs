using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Messaging;

internal sealed class SqlOutbox : IOutbox
{
    private readonly PreparedCommand _insert = new(
        "INSERT INTO outbox (destination, due_at, head, body) VALUES (@destination, @due, @head, @body) RETURNING seq",
        "@destination",
        "@due",
        "@head",
        "@body");

    public async Task<OutboxEntries> AppendAsync(
        DbTransaction transaction, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return OutboxEntries.None;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        long first = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var insert = _insert.On(
                connection,
                transaction,
                message.Destination.ToString(),
                message.DueAt?.ToUnixTimeMilliseconds(),
                MessageHead.Write(message.Message),
                Bytes(message.Message.Body));
            var sequence = await insert.ExecuteScalarAsync(cancellationToken);
            if (i == 0)
                first = Convert.ToInt64(sequence, CultureInfo.InvariantCulture);
        }

        return new OutboxEntries(first, messages);
    }

    /// <summary>The body's own array where it is a whole one, as a serializer's is: a parameter takes no span.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : body.ToArray();
}
