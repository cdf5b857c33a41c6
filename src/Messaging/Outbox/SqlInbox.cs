using System.Data.Common;

namespace Messaging;

internal sealed class SqlInbox(TimeProvider time) : IInbox
{
    private readonly PreparedCommand _enter = new(
        "INSERT INTO inbox (message_id, handler, handled_at) VALUES (@id, @handler, @at) ON CONFLICT DO NOTHING", "@id", "@handler", "@at");

    private readonly PreparedCommand _find = new(
        "SELECT 1 FROM inbox WHERE message_id = @id AND handler = @handler", "@id", "@handler");

    public async Task<bool> TryEnterAsync(DbTransaction transaction, MessageContext context, CancellationToken cancellationToken)
    {
        var insert = _enter.On(
            Connection(transaction), transaction, context.Message.Id, context.Handler, time.GetUtcNow().ToUnixTimeMilliseconds());
        return await insert.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public Task<bool> ContainsAsync(DbConnection connection, MessageContext context, CancellationToken cancellationToken) =>
        ContainsAsync(connection, null, context, cancellationToken);

    public Task<bool> ContainsAsync(DbTransaction transaction, MessageContext context, CancellationToken cancellationToken) =>
        ContainsAsync(Connection(transaction), transaction, context, cancellationToken);

    private async Task<bool> ContainsAsync(
        DbConnection connection, DbTransaction? transaction, MessageContext context, CancellationToken cancellationToken) =>
        await _find.On(connection, transaction, context.Message.Id, context.Handler).ExecuteScalarAsync(cancellationToken) is not null;

    private static DbConnection Connection(DbTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
}
