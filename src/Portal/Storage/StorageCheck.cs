using Messaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Storage;

/// <summary>
/// Degraded while something is wrong with what the portal stores. Not unhealthy: pages answer, and messages that are there are handled; who
/// would stop sending requests here would take that away, too.
/// </summary>
internal sealed class StorageCheck(StorageHealth storage, IBroker broker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        storage.Troubles() is [var worst, ..] ? HealthCheckResult.Degraded($"{worst.Kind} {worst.File}")
        : broker.Statistics().FirstOrDefault(queue => queue.IsDamaged) is { } damaged ? HealthCheckResult.Degraded($"Damaged {damaged.Queue}")
        : HealthCheckResult.Healthy());
}
