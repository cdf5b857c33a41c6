namespace Bench.Chaos;

/// <summary>A lease that the child was given.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Of">The message.</param>
/// <param name="Attempt">The attempt of the allowance.</param>
/// <param name="EndsAt">When it ends, at the earliest, on the child's clock in milliseconds.</param>
internal sealed record Lease(string Token, TrackedMessage Of, int Attempt, long EndsAt)
{
    /// <summary>Where the message is once the settlement that was asked for is carried out; none while nothing was asked.</summary>
    public Places Asked { get; set; }

    /// <summary>It was settled, and that was confirmed.</summary>
    public bool IsSettled { get; set; }
}
