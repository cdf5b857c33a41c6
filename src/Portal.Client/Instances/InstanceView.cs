using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Instances;

/// <summary>An instance as pages, REST and the hub show it. <see cref="StateCode"/> is EC2's numeric code of the state.</summary>
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
    [property: JsonPropertyName("protected")] bool IsProtected) : ILiveEntity;

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
