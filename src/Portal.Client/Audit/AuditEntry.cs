using System.Text.Json.Serialization;

namespace Portal.Client.Audit;

/// <summary>One action, as it was recorded.</summary>
/// <param name="Id">Its place in the record.</param>
/// <param name="At">When it was over.</param>
/// <param name="Action">For example <c>instance.stop</c>.</param>
/// <param name="TargetKind">What sort of thing it was done to, or null.</param>
/// <param name="Target">Which of them, or null.</param>
/// <param name="Who">The name of the person or key, <c>portal</c>, or what a stranger called himself.</param>
/// <param name="WhoKind">By what that is known.</param>
/// <param name="KeyId">The key's id, or null.</param>
/// <param name="Role">The highest role it was done with, or null.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Status">The HTTP status it was, or would have been, answered with.</param>
/// <param name="Detail">Why it was refused or failed.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Arguments">With what; no secrets, of bodies the size and hash.</param>
/// <param name="Before">What was different before.</param>
/// <param name="After">The same afterwards, as the answer told it.</param>
/// <param name="Via">The way it came.</param>
/// <param name="Address">From which address.</param>
/// <param name="Agent">With which program, as it says itself.</param>
/// <param name="RequestId">The request or connection, as the log has it.</param>
/// <param name="TraceId">The trace, or null.</param>
/// <param name="Hash">SHA-256 over all of this and the hash of the record before.</param>
public sealed record AuditEntry(
    string Id,
    DateTimeOffset At,
    string Action,
    string? TargetKind,
    string? Target,
    string Who,
    AuditActor WhoKind,
    string? KeyId,
    string? Role,
    AuditOutcome Outcome,
    int? Status,
    string? Detail,
    long? Milliseconds,
    IReadOnlyDictionary<string, string> Arguments,
    IReadOnlyDictionary<string, string> Before,
    IReadOnlyDictionary<string, string> After,
    AuditVia Via,
    string? Address,
    string? Agent,
    string? RequestId,
    string? TraceId,
    string Hash);

/// <summary>By what somebody is known.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditActor>))]
public enum AuditActor
{
    [JsonStringEnumMemberName("person")] Person,

    [JsonStringEnumMemberName("key")] Key,

    /// <summary>The portal itself.</summary>
    [JsonStringEnumMemberName("portal")] Portal,

    /// <summary>Nobody that is known.</summary>
    [JsonStringEnumMemberName("stranger")] Stranger,
}

/// <summary>The way an action came.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditVia>))]
public enum AuditVia
{
    [JsonStringEnumMemberName("page")] Page,

    [JsonStringEnumMemberName("rest")] Rest,

    [JsonStringEnumMemberName("hub")] Hub,

    [JsonStringEnumMemberName("portal")] Portal,
}
