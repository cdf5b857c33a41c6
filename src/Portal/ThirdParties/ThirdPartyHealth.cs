using System.Collections.Concurrent;
using Portal.Client.Overview;

namespace Portal.ThirdParties;

/// <summary>What the last calls to each third party gave. In memory: it says how things are, not how they were.</summary>
internal sealed class ThirdPartyHealth
{
    private readonly ConcurrentDictionary<string, Party> _parties = new(StringComparer.Ordinal);

    public IReadOnlyList<ThirdPartyView> Current =>
        [.. _parties.OrderBy(party => party.Key, StringComparer.Ordinal).Select(party => party.Value.View(party.Key))];

    /// <summary>Makes the party known before its first call.</summary>
    public void Add(string name) => _parties.TryAdd(name, new Party());

    public void Record(string name, DateTimeOffset at, TimeSpan took, string? error) =>
        _parties.GetOrAdd(name, static _ => new Party()).Add(new Call(at, took.TotalMilliseconds, error));

    private readonly record struct Call(DateTimeOffset At, double Milliseconds, string? Error);

    private sealed class Party
    {
        private const int Kept = 60;
        private readonly Queue<Call> _calls = new(Kept);
        private Call? _last;

        public void Add(Call call)
        {
            lock (_calls)
            {
                if (_calls.Count == Kept)
                    _calls.Dequeue();
                _calls.Enqueue(call);
                _last = call;
            }
        }

        public ThirdPartyView View(string name)
        {
            lock (_calls)
            {
                return new ThirdPartyView(name, _last?.Error is null, _last?.At, _last?.Milliseconds, _last?.Error)
                {
                    Recent = [.. _calls.Select(call => Math.Round(call.Milliseconds, 1))],
                    RecentFailures = _calls.Count(call => call.Error is not null),
                };
            }
        }
    }
}
