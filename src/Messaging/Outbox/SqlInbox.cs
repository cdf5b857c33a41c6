using System.Data.Common;

namespace Messaging;

internal sealed class SqlInbox(TimeProvider time) : IInbox
{
    public async Task<bool> TryEnterAsync(DbTransaction transaction, MessageContext context, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        await using var insert = connection
            .Command("INSERT INTO inbox (message_id, handler, handled_at) VALUES (@id, @handler, @at) ON CONFLICT DO NOTHING", transaction)
            .With("@id", context.Message.Id)
            .With("@handler", context.Handler)
            .With("@at", time.GetUtcNow().ToUnixTimeMilliseconds());
        return await insert.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> ContainsAsync(DbConnection connection, MessageContext context, CancellationToken cancellationToken)
    {
        await using var select = connection
            .Command("SELECT 1 FROM inbox WHERE message_id = @id AND handler = @handler")
            .With("@id", context.Message.Id)
            .With("@handler", context.Handler);
        return await select.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
