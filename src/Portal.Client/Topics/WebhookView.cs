using System.Text.Json.Serialization;

namespace Portal.Client.Topics;

/// <summary>What is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookFormat>))]
public enum WebhookFormat
{
    /// <summary>The body as it was published, with its content type.</summary>
    [JsonStringEnumMemberName("asPublished")] AsPublished,

    /// <summary>A CloudEvent in JSON (structured mode).</summary>
    [JsonStringEnumMemberName("cloudEvents")] CloudEvents,
}

/// <summary>How it is with a webhook.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookState>))]
public enum WebhookState
{
    [JsonStringEnumMemberName("active")] Active,

    /// <summary>Several attempts in a row have failed: one event at a time is tried until one is taken.</summary>
    [JsonStringEnumMemberName("failing")] Failing,

    [JsonStringEnumMemberName("paused")] Paused,

    /// <summary>The endpoint answered 410 Gone: nothing is sent, and no event is kept for it, until it is resumed.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled,
}

/// <summary>The address a subscription's events are sent to.</summary>
/// <param name="Url">The address; to those who may not manage webhooks only its host.</param>
/// <param name="Format">What is sent.</param>
/// <param name="State">How it is with it.</param>
/// <param name="Reason">Why it is disabled, or null.</param>
/// <param name="OldSecretUntil">Until when the secret before the last rotation signs, too; null when it does not.</param>
/// <param name="Last">The last attempt since the portal was started, or null.</param>
public sealed record WebhookView(string Url, WebhookFormat Format, WebhookState State, string? Reason, DateTimeOffset? OldSecretUntil, WebhookAttempt? Last);

/// <summary>One attempt to send an event.</summary>
/// <param name="MessageId">The event.</param>
/// <param name="Type">Its type.</param>
/// <param name="At">When.</param>
/// <param name="Attempt">Which attempt of this event it was, from 1.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The HTTP status that was answered, or null when nothing was.</param>
/// <param name="Error">Why it failed, or null when it was taken.</param>
public sealed record WebhookAttempt(string MessageId, string Type, DateTimeOffset At, int Attempt, double Milliseconds, int? Status, string? Error);

/// <summary>What a subscription sends its events to.</summary>
/// <param name="Url">An https address; where the configuration allows it, http.</param>
/// <param name="Format">Null for <c>asPublished</c>.</param>
/// <param name="Secret"><c>whsec_</c> and 24 to 64 bytes in base64; null for a new one, or the one there is.</param>
public sealed record PutWebhook(string? Url, WebhookFormat? Format = null, [property: Security.Secret] string? Secret = null);

/// <param name="Topic">The topic as it is now.</param>
/// <param name="Secret">The secret, shown this once; null when there is no new one.</param>
public sealed record WebhookResult(TopicView Topic, [property: Security.Secret] string? Secret);
