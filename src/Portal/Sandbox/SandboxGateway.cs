using System.Collections.Concurrent;
using Portal.Client.Contracts;
using Portal.Client.Sandbox;

namespace Portal.Sandbox;

/// <summary>
/// How the stand-in third parties behave. Kept in memory: after a restart they behave well again. A change applies to calls
/// that come after it.
/// </summary>
internal sealed class SandboxGateway(SandboxOptions options) : ISandboxGateway
{
    private const int MaxLatencyMs = 60_000;

    private readonly ConcurrentDictionary<string, SandboxBehaviour> _behaviours = new(StringComparer.Ordinal);

    public bool Enabled => options.Enabled;

    public IReadOnlyList<string> Parties => Enabled ? SandboxParties.All : [];

    public SandboxBehaviour Get(string party) => _behaviours.GetValueOrDefault(party) ?? new SandboxBehaviour();

    public Outcome<SandboxBehaviour> Set(string party, SandboxBehaviour behaviour)
    {
        if (!Parties.Contains(party, StringComparer.Ordinal))
            return Problem.NotFound("stand-in third party", party);
        var errors = new Dictionary<string, string[]>();
        if (behaviour.LatencyMs is < 0 or > MaxLatencyMs)
            errors["latencyMs"] = [$"must be 0 to {MaxLatencyMs}"];
        if (behaviour.FailureRate is not (>= 0 and <= 1))
            errors["failureRate"] = ["must be 0 to 1"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        _behaviours[party] = behaviour;
        return behaviour;
    }
}
