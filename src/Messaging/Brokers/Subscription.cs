namespace Messaging;

/// <summary>Brings the events of a topic into a queue.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Name">Unique within the topic.</param>
/// <param name="Queue">The queue that gets a copy of each matching event.</param>
/// <param name="Types">Only events of these types; null or empty, the default, for all.</param>
/// <param name="Headers">Only events that have all these headers with these values; null or empty, the default, for all.</param>
public sealed record Subscription(
    string Topic,
    string Name,
    string Queue,
    IReadOnlyList<string>? Types = null,
    IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>Whether the event is wanted.</summary>
    public bool Matches(Message message) => (Types is null or { Count: 0 } || Types.Contains(message.Type, StringComparer.Ordinal))
        && (Headers is null or { Count: 0 } || Headers.All(h => message.Headers.TryGetValue(h.Key, out var value) && value == h.Value));
}
