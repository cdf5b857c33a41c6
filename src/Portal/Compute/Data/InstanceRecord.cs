using Portal.Client.Instances;

namespace Portal.Compute.Data;

/// <summary>One line of <c>instance_history</c>. Never changed; deleted with its instance.</summary>
internal sealed class InstanceRecord
{
    public required string InstanceId { get; init; }

    public required long Version { get; init; }

    public required long At { get; init; }

    public required string What { get; init; }

    public required InstanceState State { get; init; }

    public string? ReasonCode { get; init; }

    public string? ReasonMessage { get; init; }

    public string? By { get; init; }

    public InstanceEvent ToView() => new(
        Version,
        DateTimeOffset.FromUnixTimeMilliseconds(At),
        What,
        State,
        ReasonCode is null ? null : new StateReason(ReasonCode, ReasonMessage ?? ""),
        By);
}
