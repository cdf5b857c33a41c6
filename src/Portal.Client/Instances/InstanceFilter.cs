using System.Text.Json.Serialization;
using Portal.Client.Contracts;

namespace Portal.Client.Instances;

/// <summary>Which instances are wanted, and in which order.</summary>
/// <param name="Text">A part of the name, or the beginning of the id.</param>
/// <param name="State">Only this state.</param>
/// <param name="Sort">What to sort by.</param>
/// <param name="Descending">From the newest, Z, the highest code, the longest.</param>
public sealed record InstanceFilter(
    string? Text = null, InstanceState? State = null, InstanceSort Sort = InstanceSort.Launched, bool Descending = true)
{
    /// <summary>Whether a changed instance belongs to the list, as the server would say.</summary>
    public bool Matches(InstanceView instance) =>
        (State is null || instance.State == State)
        && (Sort is not InstanceSort.Uptime || Descending || instance.StartedAt is not null)
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
            InstanceSort.Uptime => (b.StartedAt ?? DateTimeOffset.MaxValue).CompareTo(a.StartedAt ?? DateTimeOffset.MaxValue),
            _ => a.CreatedAt.CompareTo(b.CreatedAt),
        };
        return Descending ? -order : order;
    }

    /// <summary>The order as addresses write it: <c>name</c>, or <c>-name</c> for descending. False for no order that there is.</summary>
    public static bool TryParseSort(string? text, out InstanceSort sort, out bool descending)
    {
        (sort, descending) = (InstanceSort.Launched, true);
        if (string.IsNullOrEmpty(text)) return true;
        descending = text.StartsWith('-');
        var parsed = WireName.Parse<InstanceSort>(text.TrimStart('-'));
        sort = parsed ?? sort;
        return parsed is not null;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<InstanceSort>))]
public enum InstanceSort
{
    /// <summary>By the time of the launch.</summary>
    [JsonStringEnumMemberName("launched")] Launched,

    [JsonStringEnumMemberName("name")] Name,

    /// <summary>By the state's code, then by the time of the launch.</summary>
    [JsonStringEnumMemberName("state")] State,

    /// <summary>Descending, those that do not run come last; ascending, they are left out.</summary>
    [JsonStringEnumMemberName("uptime")] Uptime,
}
