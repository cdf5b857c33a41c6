using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Sandbox;

/// <summary>How a stand-in third party behaves.</summary>
/// <param name="LatencyMs">Before each answer, 0 to 60,000.</param>
/// <param name="FailureRate">Share of calls answered with 500, 0 to 1.</param>
/// <param name="Down">When true, every connection is cut without an answer.</param>
public sealed record SandboxBehaviour(int LatencyMs = 0, double FailureRate = 0, bool Down = false);

/// <summary>The controls of the stand-in third parties; absent (<see cref="Enabled"/> false) in production.</summary>
public interface ISandboxGateway
{
    [Reads]
    bool Enabled { get; }

    /// <summary><c>payments</c> and <c>carriers</c>.</summary>
    [Reads]
    IReadOnlyList<string> Parties { get; }

    [Reads]
    SandboxBehaviour Get(string party);

    [Needs(Ability.RunJobs)]
    Outcome<SandboxBehaviour> Set(string party, SandboxBehaviour behaviour);
}
