using System.Data.Common;

namespace Messaging;

internal sealed class SqlOutbox : IOutbox
{
    public async Task AppendAsync(DbTransaction transaction, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        await using var insert = connection
            .Command("INSERT INTO outbox (destination, due_at, head, body) VALUES (@destination, @due, @head, @body)", transaction)
            .With("@destination", null).With("@due", null).With("@head", null).With("@body", null);
        foreach (var message in messages)
        {
            insert.Parameters[0].Value = message.Destination.ToString();
            insert.Parameters[1].Value = message.DueAt is { } due ? due.ToUnixTimeMilliseconds() : DBNull.Value;
            insert.Parameters[2].Value = MessageHead.Write(message.Message);
            insert.Parameters[3].Value = message.Message.Body.ToArray();
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
