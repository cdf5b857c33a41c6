namespace Messaging;

/// <summary>What one send may say beyond the message itself.</summary>
public sealed record SendOptions
{
    /// <summary>Not delivered before this much time has passed. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The conversation it belongs to. Default: it starts one.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Messages of one queue with the same key are handled one at a time, in order. Default: no order.</summary>
    public string? OrderingKey { get; init; }

    /// <summary>How long it is worth delivering, from now. Default: for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Further headers; names in lower case. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
