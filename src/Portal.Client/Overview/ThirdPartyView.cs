namespace Portal.Client.Overview;

/// <param name="Name">For example <c>payments</c>.</param>
/// <param name="Healthy">Whether the last call got an answer.</param>
/// <param name="LastCallAt">When, or null when none was made since the start.</param>
/// <param name="LastMilliseconds">How long the last call took.</param>
/// <param name="LastError">What went wrong with the last call, or null.</param>
public sealed record ThirdPartyView(string Name, bool Healthy, DateTimeOffset? LastCallAt, double? LastMilliseconds, string? LastError)
{
    /// <summary>How long each of the last calls took, at most 60, oldest first, milliseconds.</summary>
    public IReadOnlyList<double> Recent { get; init; } = [];

    /// <summary>How many of <see cref="Recent"/> failed.</summary>
    public int RecentFailures { get; init; }
}
