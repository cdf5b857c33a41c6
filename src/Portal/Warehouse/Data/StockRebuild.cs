using System.Globalization;
using Portal.Client.Stock;

namespace Portal.Warehouse.Data;

/// <summary>A rebuild of the levels and how far it is. Changed together with what it builds, so that it goes on where it was.</summary>
internal sealed class StockRebuild
{
    public long Id { get; init; }

    public RebuildState State { get; set; }

    public long Total { get; set; }

    /// <summary>The last event that is in the new generation. Events are numbered from 1 without gaps, so it is their count, too.</summary>
    public long LastEvent { get; set; }

    /// <summary>The last product that has a level there; null when all have.</summary>
    public string? LastSku { get; set; }

    public long? Differences { get; set; }

    public string? StartedBy { get; init; }

    public long StartedAt { get; init; }

    public long UpdatedAt { get; set; }

    public long? EndedAt { get; set; }

    public long Version { get; set; }

    public RebuildView ToView() => new(
        Id.ToString(CultureInfo.InvariantCulture),
        State,
        Math.Max(Total, LastEvent),
        LastEvent,
        Differences,
        StartedBy,
        DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
        EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        Version);
}
