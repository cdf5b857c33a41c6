namespace Portal.Operations.Topics.Webhooks.Delivering;

/// <summary>
/// When a failed event is tried again: after 5 s, 30 s, 2 min, 10 min, 30 min, and 1, 2, 4, 8 and 12 hours, each with up to a fifth more at random. After
/// that it is a dead letter: an endpoint may be out for a day without a loss.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>The first attempt and the retries.</summary>
    public const int Attempts = 11;

    private static readonly double[] _multiples = [1, 6, 24, 120, 360, 720, 1440, 2880, 5760, 8640];
    private static readonly TimeSpan _longestAnnounced = TimeSpan.FromHours(1);

    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="first">The first delay.</param>
    /// <param name="announced">How long the endpoint asked to wait (<c>Retry-After</c>), or null.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan? announced, double random)
    {
        var delay = first * _multiples[Math.Clamp(attempt - 1, 0, _multiples.Length - 1)] * (1 + (0.2 * random));
        return announced is { } asked && asked > delay ? (asked < _longestAnnounced ? asked : _longestAnnounced) : delay;
    }
}
