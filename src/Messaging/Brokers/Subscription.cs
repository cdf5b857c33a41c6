namespace Messaging;

/// <summary>Brings the events of a topic into a queue.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Name">Unique within the topic.</param>
/// <param name="Queue">The queue that gets a copy of each matching event.</param>
/// <param name="Types">
/// Only events of these types; a <c>*</c> at the end stands for all that begin so (<c>sales.order-*</c>). Null or empty, the
/// default, for all. At most 100.
/// </param>
/// <param name="Headers">
/// Only events that have all these headers: with this value, with a value that begins so (<c>eu-*</c>), or with any (<c>*</c>).
/// Null or empty, the default, for all. At most 20.
/// </param>
public sealed record Subscription(
    string Topic,
    string Name,
    string Queue,
    IReadOnlyList<string>? Types = null,
    IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>The most <see cref="Types"/>.</summary>
    public const int MaxTypes = 100;

    /// <summary>The most <see cref="Headers"/>.</summary>
    public const int MaxHeaders = 20;

    /// <summary>Whether an event is wanted. Asked on the publish path, for every subscription of the topic: allocates nothing.</summary>
    public bool Matches(Message message) => MatchesType(message.Type) && (Headers is null || MatchesHeaders(message));

    /// <summary>Throws when a name or the filter is not allowed.</summary>
    /// <exception cref="ArgumentException">Says what is wrong with what.</exception>
    public void Validate()
    {
        EntityName.Check(Topic);
        EntityName.Check(Name);
        EntityName.Check(Queue);
        if (Types is { Count: > MaxTypes })
            throw new ArgumentException($"A subscription has at most {MaxTypes} types, this one has {Types.Count}.", nameof(Types));
        if (Headers is { Count: > MaxHeaders })
            throw new ArgumentException($"A subscription asks for at most {MaxHeaders} headers, this one for {Headers.Count}.", nameof(Headers));
        foreach (var type in Types ?? [])
            NamePattern.Check(type, nameof(Types), "type");
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
        {
            if (!MessageHeaders.IsName(name))
                throw new ArgumentException($"'{name}' is no header name: 1 to {EntityName.MaxLength} of a-z 0-9 . - _", nameof(Headers));
            NamePattern.Check(value, nameof(Headers), $"value for header '{name}'");
        }
    }

    private bool MatchesType(string type)
    {
        if (Types is not { Count: > 0 } types)
            return true;
        for (var i = 0; i < types.Count; i++)
        {
            if (NamePattern.Matches(types[i], type))
                return true;
        }

        return false;
    }

    private bool MatchesHeaders(Message message)
    {
        // What the store reads, and most callers make, is a dictionary: its enumerator is no object.
        if (Headers is Dictionary<string, string> wanted)
        {
            foreach (var (name, pattern) in wanted)
            {
                if (!MatchesHeader(message, name, pattern))
                    return false;
            }

            return true;
        }

        return MatchesAnyHeaders(message);
    }

    // Apart, because its closure would be made in any case.
    private bool MatchesAnyHeaders(Message message) => Headers!.All(header => MatchesHeader(message, header.Key, header.Value));

    private static bool MatchesHeader(Message message, string name, string pattern) =>
        message.Headers.TryGetValue(name, out var value) && NamePattern.Matches(pattern, value);
}
