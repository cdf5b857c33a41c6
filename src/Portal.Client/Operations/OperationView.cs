using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Operations;

/// <summary>Long work that a person started. It is stored, goes on after a restart, and says how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is done to each.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Title">What it is about, in words: <c>Replay 1,204 dead letters of queue billing</c>.</param>
/// <param name="Total">How many it covers: what matched when it was started.</param>
/// <param name="Done">How many were carried out.</param>
/// <param name="Failed">How many could not be.</param>
/// <param name="Skipped">How many somebody else had dealt with meanwhile.</param>
/// <param name="FailedAgain">For replays: how many of those replayed have come back as dead letters.</param>
/// <param name="RatePerSecond">At most so many a second; null for as fast as it goes.</param>
/// <param name="Canary">First one, then ten, then the rest, each only when the ones before were handled.</param>
/// <param name="Stage">With canary: 1, 10, or 0 when it is at the rest. Null without.</param>
/// <param name="Queue">For replays to another queue, that queue.</param>
/// <param name="Filter">What it was started with, as the query string of the dead letters page; null for a selection.</param>
/// <param name="StartedBy">Who.</param>
/// <param name="StartedAt">When.</param>
/// <param name="UpdatedAt">When it last got on.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Words">Why it stopped or failed, or null.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record OperationView(
    string Id,
    OperationKind Kind,
    OperationState State,
    string Title,
    long Total,
    long Done,
    long Failed,
    long Skipped,
    long FailedAgain,
    double? RatePerSecond,
    bool Canary,
    int? Stage,
    string? Queue,
    string? Filter,
    string StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? EndedAt,
    string? Words,
    long Version) : ILiveEntity;

[JsonConverter(typeof(JsonStringEnumConverter<OperationKind>))]
public enum OperationKind
{
    [JsonStringEnumMemberName("replay")] Replay,
    [JsonStringEnumMemberName("archive")] Archive,
    [JsonStringEnumMemberName("restore")] Restore,
    [JsonStringEnumMemberName("delete")] Delete,
}

[JsonConverter(typeof(JsonStringEnumConverter<OperationState>))]
public enum OperationState
{
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>By a person; goes on when resumed.</summary>
    [JsonStringEnumMemberName("paused")] Paused,

    /// <summary>By itself, because failures came back; a person may resume or cancel it.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,
    [JsonStringEnumMemberName("completed")] Completed,

    /// <summary>What was done stays done.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}
