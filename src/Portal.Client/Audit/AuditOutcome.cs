using System.Text.Json.Serialization;

namespace Portal.Client.Audit;

/// <summary>What came of an action.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditOutcome>))]
public enum AuditOutcome
{
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>Nothing was changed; why is in the detail.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It threw; what it had changed by then is not known.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>The portal ended before the outcome was written: it may have happened or not.</summary>
    [JsonStringEnumMemberName("interrupted")] Interrupted,
}
