using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Runs one <see cref="OutboxRelay"/> for each <see cref="OutboxDatabase"/> that is registered.</summary>
public sealed class OutboxRelays : BackgroundService
{
    private readonly Dictionary<string, OutboxRelay> _relays;

    /// <summary>Made by the container.</summary>
    public OutboxRelays(IEnumerable<OutboxDatabase> databases, IBroker broker, TimeProvider time, ILogger<OutboxRelay> logger) =>
        _relays = databases.ToDictionary(d => d.Name, d => new OutboxRelay(d, broker, time, logger), StringComparer.Ordinal);

    /// <summary>Says that a transaction with messages has committed in <paramref name="database"/>.</summary>
    public void Notify(string database) => _relays[database].Notify();

    /// <summary>Hands over what a transaction has appended and committed; call in the order of the commits.</summary>
    public void Committed(string database, OutboxEntries entries) => _relays[database].Committed(entries);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_relays.Values.Select(relay => relay.RunAsync(stoppingToken)));
}
