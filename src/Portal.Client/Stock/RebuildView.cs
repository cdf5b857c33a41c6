using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Stock;

/// <summary>A rebuild of the stock levels from their events.</summary>
/// <param name="Id">Its id; the newest has the highest.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Total">How many events there were when it began, or are by now.</param>
/// <param name="Done">How many of them it has read.</param>
/// <param name="Differences">How many SKUs had another level than their events say; null before the end.</param>
/// <param name="StartedBy">Who.</param>
/// <param name="StartedAt">When.</param>
/// <param name="UpdatedAt">When it last got on.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record RebuildView(
    string Id,
    RebuildState State,
    long Total,
    long Done,
    long? Differences,
    string? StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? EndedAt,
    long Version) : ILiveEntity
{
    /// <summary>0 to 100.</summary>
    public int Percent => State is RebuildState.Completed ? 100 : Total == 0 ? 0 : (int)Math.Min(99, 100 * Done / Total);
}

[JsonConverter(typeof(JsonStringEnumConverter<RebuildState>))]
public enum RebuildState
{
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("completed")] Completed,
}
