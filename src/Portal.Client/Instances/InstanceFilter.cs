using System.Text.Json.Serialization;

namespace Portal.Client.Instances;

/// <summary>Which instances are wanted, and in which order.</summary>
/// <param name="Text">A part of the name, or the beginning of the id.</param>
/// <param name="State">Only this state.</param>
/// <param name="Sort">What to sort by.</param>
/// <param name="Reverse">The other way round than <paramref name="Sort"/> says. Not for uptime.</param>
public sealed record InstanceFilter(
    string? Text = null, InstanceState? State = null, InstanceSort Sort = InstanceSort.Launched, bool Reverse = false)
{
    /// <summary>Whether a changed instance belongs to the list, as the server would say.</summary>
    public bool Matches(InstanceView instance) =>
        (State is null || instance.State == State)
        && (string.IsNullOrWhiteSpace(Text)
            || instance.Name.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase)
            || instance.Id.StartsWith(Text.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Where an instance that is new to the list goes.</summary>
    public int Compare(InstanceView a, InstanceView b)
    {
        var order = Sort switch
        {
            InstanceSort.Name => string.CompareOrdinal(a.Name, b.Name),
            InstanceSort.State when a.State != b.State => a.StateCode.CompareTo(b.StateCode),
            InstanceSort.Uptime => (a.StartedAt ?? DateTimeOffset.MaxValue).CompareTo(b.StartedAt ?? DateTimeOffset.MaxValue),
            _ => b.CreatedAt.CompareTo(a.CreatedAt),
        };
        return Reverse && Sort is not InstanceSort.Uptime ? -order : order;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<InstanceSort>))]
public enum InstanceSort
{
    /// <summary>Newest first.</summary>
    [JsonStringEnumMemberName("launched")] Launched,

    /// <summary>A to Z.</summary>
    [JsonStringEnumMemberName("name")] Name,

    /// <summary>By the state's code, then newest first.</summary>
    [JsonStringEnumMemberName("state")] State,

    /// <summary>Longest first; those that do not run come last.</summary>
    [JsonStringEnumMemberName("uptime")] Uptime,
}
