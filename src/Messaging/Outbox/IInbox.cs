using System.Data.Common;

namespace Messaging;

/// <summary>
/// Remembers what was handled, in the handler's own transaction, so that redelivery and replay have no second effect.
/// The table is the one of <see cref="OutboxSchema"/>, in the caller's database.
/// </summary>
public interface IInbox
{
    /// <summary>True when this handler has not handled this message yet; from the commit on it has.</summary>
    Task<bool> TryEnterAsync(DbTransaction transaction, MessageContext context, CancellationToken cancellationToken);

    /// <summary>Whether this handler has handled this message: worth asking before calling a third party.</summary>
    Task<bool> ContainsAsync(DbConnection connection, MessageContext context, CancellationToken cancellationToken);

    /// <summary>The same, as a transaction sees it.</summary>
    Task<bool> ContainsAsync(DbTransaction transaction, MessageContext context, CancellationToken cancellationToken);
}
