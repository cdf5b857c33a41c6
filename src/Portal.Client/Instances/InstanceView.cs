using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Instances;

/// <summary>An instance as pages, REST and the hub show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; not unique.</param>
/// <param name="Workload">What it runs: a name of the allow-list.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateCode">EC2's numeric code of the state.</param>
/// <param name="Reason">Why it is in this state, or null.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="Pid">Its process, while it has one.</param>
/// <param name="CreatedAt">When it was launched.</param>
/// <param name="UpdatedAt">When anything about it last changed.</param>
/// <param name="IsProtected">Whether stop, reboot and terminate are refused.</param>
/// <param name="StateSince">Since when it is in this state.</param>
/// <param name="StartedAt">When its process was last started; null while it has none.</param>
/// <param name="DeadLetterId">
/// The dead letter that the command for the action under way has become: nothing happens until that is replayed, or
/// something else is asked of the instance.
/// </param>
public sealed record InstanceView(
    string Id,
    string Name,
    string Workload,
    InstanceState State,
    int StateCode,
    StateReason? Reason,
    long Version,
    int? Pid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("protected")] bool IsProtected,
    DateTimeOffset StateSince,
    DateTimeOffset? StartedAt = null,
    string? DeadLetterId = null) : ILiveEntity;

/// <summary>Why an instance is in its state, in EC2's terms, for example <c>Client.UserInitiatedShutdown</c>.</summary>
public sealed record StateReason(string Code, string Message);

[JsonConverter(typeof(JsonStringEnumConverter<InstanceState>))]
public enum InstanceState
{
    [JsonStringEnumMemberName("pending")] Pending = 0,
    [JsonStringEnumMemberName("running")] Running = 16,
    [JsonStringEnumMemberName("shutting-down")] ShuttingDown = 32,
    [JsonStringEnumMemberName("terminated")] Terminated = 48,
    [JsonStringEnumMemberName("stopping")] Stopping = 64,
    [JsonStringEnumMemberName("stopped")] Stopped = 80,
}

/// <summary>What a person or program can ask of an instance.</summary>
public enum InstanceAction
{
    Stop,
    Start,
    Reboot,
    Terminate,
}
