using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Queues;

/// <summary>The messages in queues: looking at them without taking them, and sending.</summary>
public interface IQueueMessageGateway
{
    /// <summary>In sequence, whether ready, in hand or not due.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="after">The sequence to go on after; 0 for the beginning.</param>
    /// <param name="limit">1 to 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Reads]
    Task<Outcome<BrowsePage>> BrowseAsync(string queue, long after, int limit, CancellationToken cancellationToken);

    /// <summary>One message with headers and body; 404 when it is no longer there.</summary>
    [Reads]
    Task<Outcome<BrowsedContent>> FindAsync(string queue, long sequence, CancellationToken cancellationToken);

    /// <summary>Answers once the message is durable.</summary>
    [Needs(Ability.SendMessages)]
    [Audited("queue.send")]
    Task<Outcome<SentMessage>> SendAsync(string queue, SendMessage message, CancellationToken cancellationToken);

    /// <summary>The types that somebody here knows, by name; those that the queue or topic is made for first.</summary>
    [Reads]
    IReadOnlyList<MessageTypeView> Types(string? queue = null, string? topic = null);
}

/// <param name="Items">The messages, without their bodies.</param>
/// <param name="Next">The sequence to go on after, or null at the end.</param>
public sealed record BrowsePage(IReadOnlyList<BrowsedMessage> Items, long? Next);

/// <summary>A message that was looked at and not taken.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="State"><c>ready</c>, <c>leased</c> or <c>scheduled</c>.</param>
/// <param name="PublishedAt">When it was published, or first due.</param>
/// <param name="DueAt">Not delivered before this time, or null.</param>
/// <param name="Attempts">Deliveries that are over.</param>
/// <param name="OrderingKey">Its ordering key, or null.</param>
/// <param name="Bytes">The size of its body.</param>
public sealed record BrowsedMessage(
    long Sequence, string Id, string Type, string State, DateTimeOffset PublishedAt, DateTimeOffset? DueAt, int Attempts, string? OrderingKey, long Bytes);

/// <param name="Message">What the list shows.</param>
/// <param name="ContentType">What the body is written in.</param>
/// <param name="Headers">By name.</param>
/// <param name="Text">The beginning of the body, or null when it is no text.</param>
/// <param name="Base64">The beginning of a body that is no text, or null.</param>
/// <param name="IsWhole">Whether that is everything.</param>
public sealed record BrowsedContent(
    BrowsedMessage Message, string ContentType, IReadOnlyDictionary<string, string> Headers, string? Text, string? Base64, bool IsWhole);

/// <summary>A message as a person writes it.</summary>
/// <param name="Type">1 to 200 printable ASCII characters.</param>
/// <param name="Body">JSON when the content type says so.</param>
public sealed record SendMessage(string Type, string Body)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>Names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? OrderingKey { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>0 to 31,536,000; null for at once.</summary>
    public double? DelaySeconds { get; init; }

    /// <summary>Over 0 to 31,536,000, from when it is due; null for ever.</summary>
    public double? TimeToLiveSeconds { get; init; }
}

/// <param name="Id">The message's id.</param>
public sealed record SentMessage(string Id);

/// <param name="Name">For example <c>sales.order-placed.v1</c>.</param>
/// <param name="Kind"><c>command</c>, <c>event</c> or <c>reply</c>.</param>
/// <param name="Destination">The queue or topic it goes to by itself, or null.</param>
/// <param name="Sample">A body that such a message could have.</param>
/// <param name="IsExpected">Whether the queue or topic that was asked for is made for it.</param>
public sealed record MessageTypeView(string Name, string Kind, string? Destination, string Sample, bool IsExpected);
