using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Messages;

/// <summary>Messages and what happened to them, as pages and REST use it.</summary>
public interface IMessageGateway
{
    /// <summary>The conversation with this correlation id; without messages when nothing is known of it.</summary>
    [Reads]
    Task<JourneyView> JourneyAsync(string correlationId, CancellationToken cancellationToken);

    /// <summary>One message, or null when nothing is known of it.</summary>
    [Reads]
    Task<MessageDetail?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Headers and body of a message, where they are still to be had.</summary>
    [Reads]
    Task<MessageContent> ContentAsync(string id, CancellationToken cancellationToken);

    /// <summary>Messages to which something happened, newest first.</summary>
    [Reads]
    Task<Outcome<Page<MessageRow>>> ListAsync(MessageQuery query, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The types of message this program knows.</summary>
    [Reads]
    IReadOnlyList<string> KnownTypes();
}

/// <summary>Which messages are wanted; every part that is given must hold.</summary>
/// <param name="Type">Only of this type.</param>
/// <param name="From">Only to which something happened at this time or later.</param>
/// <param name="To">Only to which something happened before this time.</param>
/// <param name="Correlation">Only of this conversation.</param>
public sealed record MessageQuery(string? Type = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Correlation = null);

/// <summary>What happened to a message within a moment: one that was tried for long is there more than once.</summary>
/// <param name="Id">The message.</param>
/// <param name="Type">Its type.</param>
/// <param name="CorrelationId">Its conversation.</param>
/// <param name="At">When the last of it happened.</param>
/// <param name="What">The last of it; see <see cref="MessageEntry.What"/>.</param>
/// <param name="Queues">Where.</param>
/// <param name="Attempts">The highest number of a delivery in it, 0 for none.</param>
/// <param name="Reason">Why it failed, if it did.</param>
public sealed record MessageRow(
    string Id, string Type, string CorrelationId, DateTimeOffset At, string What, IReadOnlyList<string> Queues, int Attempts, string? Reason);
