using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// What one delivery goes through: find the handler, deserialize, handle in a scope of its own, acknowledge; or, when that
/// throws, ask the recovery policy. It never throws itself: a message that cannot even be settled comes again when its
/// lease ends.
/// </summary>
internal sealed class DeliveryPipeline(
    IBroker broker, IMessageSerializer serializer, IServiceScopeFactory scopes, TimeProvider time, ILogger<DeliveryPipeline> logger)
{
    public async Task HandleAsync(QueueBuilder queue, Delivery delivery, CancellationToken aborting)
    {
        try
        {
            if (!queue.Handlers.TryGetValue(delivery.Message.Type, out var handler))
            {
                var failure = new Failure(DeadLetterReasons.NoHandler, null, $"Queue '{queue.Name}' has no handler for {delivery.Message.Type}.");
                await DeadLetterAsync(queue, delivery, failure, null);
                return;
            }

            await using var scope = scopes.CreateAsyncScope();
            var context = new MessageContext(queue.Name, delivery.Message, handler.HandlerName, delivery.DeliveryCount);
            try
            {
                await handler.InvokeAsync(scope.ServiceProvider, serializer, context, aborting);
            }
            catch (Exception e) when (e is not OperationCanceledException || !aborting.IsCancellationRequested)
            {
                // Every exception of a handler is the policy's to judge.
                await RecoverAsync(queue, delivery, e);
                return;
            }

            FaultPoint.Hit("consumer-before-acknowledge");
            await broker.AcknowledgeAsync(delivery.LeaseToken, CancellationToken.None);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // The shutdown time is over; the lease ends with this process.
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(logger, delivery.Message.Type, delivery.Message.Id, queue.Name);
        }
        catch (Exception e)
        {
            Log.SettleFailed(logger, delivery.Message.Type, delivery.Message.Id, queue.Name, e);
        }
    }

    private async Task RecoverAsync(QueueBuilder queue, Delivery delivery, Exception exception)
    {
        var attempts = new RecoveryAttempts(delivery.Attempt, queue.Options.MaxDeliveryAttempts, delivery.DeliveryCount);
        var decision = RecoveryPolicy.Decide(exception, attempts, time.GetUtcNow(), queue.Recovery, Random.Shared.NextDouble());
        exception = RecoveryPolicy.Cause(exception);
        switch (decision)
        {
            case RecoveryDecision.Retry { Unlimited: true } retry:
                // An outage fails every message alike, again and again: one line each, and no stack trace.
                Log.WillRetryOutage(
                    logger, delivery.Message.Type, delivery.Message.Id, queue.Name, delivery.DeliveryCount, retry.Delay, exception.Message);
                await broker.RetryAsync(delivery.LeaseToken, retry.Delay, null, unlimited: true, CancellationToken.None);
                break;
            case RecoveryDecision.Retry retry:
                Log.WillRetry(
                    logger, delivery.Message.Type, delivery.Message.Id, queue.Name, delivery.DeliveryCount, retry.Delay, exception);
                await broker.RetryAsync(
                    delivery.LeaseToken, retry.Delay, Failure.From(exception), unlimited: false, CancellationToken.None);
                break;
            case RecoveryDecision.DeadLetter dead:
                await DeadLetterAsync(queue, delivery, Failure.From(exception, dead.Reason), exception);
                break;
        }
    }

    private async Task DeadLetterAsync(QueueBuilder queue, Delivery delivery, Failure failure, Exception? exception)
    {
        Log.DeadLettered(
            logger, delivery.Message.Type, delivery.Message.Id, queue.Name, delivery.DeliveryCount, failure.Reason, exception);
        await broker.DeadLetterAsync(delivery.LeaseToken, failure, CancellationToken.None);
    }
}
