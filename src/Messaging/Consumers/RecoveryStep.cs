using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>What happens to a delivery that was not handled: the <see cref="RecoveryPolicy"/> decides, this carries it out.</summary>
internal sealed class RecoveryStep(QueueBuilder queue, Settlement settlement, TimeProvider time, ILogger logger)
{
    /// <param name="delivery">The delivery whose handler threw.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="options">The queue's options at present.</param>
    public Task RecoverAsync(Delivery delivery, Exception exception, QueueOptions options)
    {
        var attempts = new RecoveryAttempts(delivery.Attempt, options.MaxDeliveryAttempts, delivery.DeliveryCount);
        var recovery = queue.Recovery.With(options.Retry);
        var decision = RecoveryPolicy.Decide(exception, attempts, time.GetUtcNow(), recovery, Random.Shared.NextDouble());
        exception = RecoveryPolicy.Cause(exception);
        return decision switch
        {
            RecoveryDecision.Retry retry => RetryAsync(delivery, retry, exception),
            RecoveryDecision.DeadLetter dead => DeadLetterAsync(delivery, Failure.From(exception, dead.Reason), exception),
            _ => throw new InvalidOperationException($"{decision} is not a decision."),
        };
    }

    public Task NoHandlerAsync(Delivery delivery) => DeadLetterAsync(
        delivery,
        new Failure(DeadLetterReasons.NoHandler, null, $"Queue '{queue.Name}' has no handler for {delivery.Message.Type}."),
        null);

    private Task RetryAsync(Delivery delivery, RecoveryDecision.Retry retry, Exception exception)
    {
        var (type, id, count) = (delivery.Message.Type, delivery.Message.Id, delivery.DeliveryCount);
        MessagingMetrics.Retried(queue.Name, type, exception);

        // An outage fails every message alike, again and again: one line each, and no stack trace.
        if (retry.Unlimited)
            Log.WillRetryOutage(logger, type, id, queue.Name, count, retry.Delay, exception.Message);
        else
            Log.WillRetry(logger, type, id, queue.Name, count, retry.Delay, exception);
        return settlement.RetryAsync(delivery, retry.Delay, retry.Unlimited ? null : Failure.From(exception), retry.Unlimited);
    }

    private Task DeadLetterAsync(Delivery delivery, Failure failure, Exception? exception)
    {
        Log.DeadLettered(
            logger, delivery.Message.Type, delivery.Message.Id, queue.Name, delivery.DeliveryCount, failure.Reason, exception);
        MessagingMetrics.DeadLettered(queue.Name, delivery.Message.Type, failure.Reason);
        return settlement.DeadLetterAsync(delivery, failure);
    }
}
