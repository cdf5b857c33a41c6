using Portal.Client.Topics;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>A subscription whose events are sent to an address, as it is stored. The secrets are protected.</summary>
internal sealed record Webhook
{
    public required string Topic { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    public WebhookFormat Format { get; init; }

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public required string Secret { get; init; }

    /// <summary>The secret before, which is still in force until <see cref="PreviousUntil"/>.</summary>
    public string? Previous { get; init; }

    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>Why nothing is sent any more, or null: the endpoint said that it is gone for good.</summary>
    public string? Disabled { get; init; }

    /// <summary>Being deleted: what is left of it goes at the next start, if not now.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Its events wait there.</summary>
    public string Queue => QueueOf(Topic, Name);

    public static string QueueOf(string topic, string name) => $"webhook.{topic}.{name}";
}
