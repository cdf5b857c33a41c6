namespace Messaging;

/// <summary>What one send may say beyond the message itself.</summary>
public sealed record SendOptions
{
    /// <summary>Not delivered before this much time has passed. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The conversation it belongs to. Default: it starts one.</summary>
    public string? CorrelationId { get; init; }
}
