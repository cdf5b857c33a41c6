namespace Bench.Chaos;

/// <param name="Cycle">The cycle it was found in.</param>
/// <param name="Rule">What does not hold.</param>
/// <param name="Finding">What was found.</param>
internal sealed record Violation(int Cycle, Rule Rule, string Finding);
