using System.Data.Common;

namespace Messaging;

/// <summary>
/// Messages that go out if, and only if, the caller's transaction commits. The table is the one of
/// <see cref="OutboxSchema"/>, in the caller's database.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Appends the messages in the caller's transaction. After the commit tell the <see cref="OutboxRelay"/>: what was appended, in
    /// the order of the commits, or only that something was.
    /// </summary>
    Task<OutboxEntries> AppendAsync(DbTransaction transaction, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);
}
