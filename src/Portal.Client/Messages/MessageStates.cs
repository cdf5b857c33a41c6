using System.Text.Json.Serialization;

namespace Portal.Client.Messages;

/// <summary>Where a message stands at a queue, as far as the journal knows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("underWay")] UnderWay,
    [JsonStringEnumMemberName("retrying")] Retrying,
    [JsonStringEnumMemberName("handled")] Handled,
    [JsonStringEnumMemberName("deadLettered")] DeadLettered,
    [JsonStringEnumMemberName("replayed")] Replayed,
    [JsonStringEnumMemberName("expired")] Expired,
    [JsonStringEnumMemberName("purged")] Purged,
}

/// <summary>How an attempt ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttemptOutcome>))]
public enum AttemptOutcome
{
    [JsonStringEnumMemberName("underWay")] UnderWay,
    [JsonStringEnumMemberName("handled")] Handled,

    /// <summary>It will be tried again.</summary>
    [JsonStringEnumMemberName("retried")] Retried,
    [JsonStringEnumMemberName("deadLettered")] DeadLettered,

    /// <summary>Nobody said how it ended, and it was delivered again: a crash, or a lease that ran out.</summary>
    [JsonStringEnumMemberName("interrupted")] Interrupted,
}

/// <summary>Where headers and body of a message were found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContentSource>))]
public enum ContentSource
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("record")] Record,
    [JsonStringEnumMemberName("queue")] Queue,
    [JsonStringEnumMemberName("deadLetter")] DeadLetter,
}
