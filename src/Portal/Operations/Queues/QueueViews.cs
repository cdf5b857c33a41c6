using Messaging;
using Portal.Client.Queues;
using Portal.Data;

namespace Portal.Operations.Queues;

/// <summary>Puts together what the broker and the consumers know of a queue.</summary>
internal sealed class QueueViews(IConsumers consumers, MessagingBuilder messaging, TimeProvider time)
{
    private static readonly RetryPolicy _noHandlers = new();
    private readonly VersionClock _versions = new(time);

    public QueueView Make(QueueStatistics statistics, QueueRates rates)
    {
        var version = _versions.Next();
        var status = consumers.Status(statistics.Queue);
        var options = statistics.Options;
        var retry = options.Retry ?? status?.Retry ?? _noHandlers;
        return new QueueView(
            statistics.Queue,
            statistics.Ready,
            statistics.Leased,
            statistics.Scheduled,
            statistics.DeadLettered,
            statistics.OldestReadyAt is { } oldest ? Math.Max(0, Math.Round((time.GetUtcNow() - oldest).TotalSeconds, 1)) : 0,
            status?.Consumers ?? statistics.Receivers,
            rates.Published,
            rates.Acknowledged,
            statistics.Paused,
            version)
        {
            FailedPerSecond = rates.Failed,
            BusyConsumers = status?.Busy ?? 0,
            BelongsToService = messaging.ConcurrencyOf(statistics.Queue) > 0,
            IsFallingBehind = rates.IsFallingBehind,
            Circuits = status is { Circuits.Count: > 0 } ? [.. status.Circuits.Select(ToView)] : [],
            Expired = statistics.Expired,
            Duplicates = statistics.Duplicates,
            IsDamaged = statistics.IsDamaged,
            MaxDeliveryAttempts = options.MaxDeliveryAttempts,
            ImmediateRetries = retry.ImmediateRetries,
            RetryDelaySeconds = retry.DelayFirst.TotalSeconds,
            MaxRetryDelaySeconds = retry.DelayMax.TotalSeconds,
            LeaseSeconds = options.LeaseDuration.TotalSeconds,
            MaxLength = options.MaxLength,
            WhenFull = (Client.Queues.WhenFull)options.WhenFull,
            MaxBodyBytes = options.MaxBodyBytes,
            TimeToLiveSeconds = options.TimeToLive?.TotalSeconds,
            DeadLetterExpired = options.DeadLetterExpired,
            DedupeWindowSeconds = options.DedupeWindow?.TotalSeconds,
            Ordering = options.Ordering,
            WhenKeyFails = (Client.Queues.WhenKeyFails)options.WhenKeyFails,
            MaxLeased = options.MaxLeased,
            RatePerSecond = options.RatePerSecond,
            MinConsumers = options.MinConsumers,
            MaxConsumers = options.MaxConsumers,
            Prefetch = options.Prefetch,
        };
    }

    private static CircuitView ToView(CircuitStatus circuit) => new(
        circuit.Downstream,
        circuit.State switch { CircuitState.Open => "open", CircuitState.Probing => "probing", _ => "closed" },
        circuit.Since,
        circuit.Failures,
        circuit.NextProbeAt,
        circuit.Error);
}
