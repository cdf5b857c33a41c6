using System.Collections.Concurrent;
using Portal.Client.Overview;

namespace Portal.ThirdParties;

/// <summary>What the last call to each third party gave. In memory: it says how things are, not how they were.</summary>
internal sealed class ThirdPartyHealth
{
    private readonly ConcurrentDictionary<string, ThirdPartyView> _parties = new(StringComparer.Ordinal);

    public IReadOnlyList<ThirdPartyView> Current => [.. _parties.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>Makes the party known before its first call.</summary>
    public void Add(string name) => _parties.TryAdd(name, new ThirdPartyView(name, true, null, null, null));

    public void Record(string name, DateTimeOffset at, TimeSpan took, string? error) =>
        _parties[name] = new ThirdPartyView(name, error is null, at, took.TotalMilliseconds, error);
}
