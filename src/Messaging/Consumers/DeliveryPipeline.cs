using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// What one delivery goes through: bring it up to date, find the handler, deserialize, handle in a scope of its own. It never
/// throws: whatever goes wrong is the answer. Settling is the caller's.
/// </summary>
internal sealed class DeliveryPipeline(
    MessageSerializers serializers, IServiceScopeFactory scopes, TimeProvider time, ILogger<DeliveryPipeline> logger)
{
    public async ValueTask<HandlingResult> HandleAsync(QueueBuilder queue, Delivery delivery, CancellationToken aborting)
    {
        using var activity = MessagingTracing.StartProcess(queue.Name, delivery);
        var started = MessagingMetrics.ProcessStarted(time);
        var result = await InvokeAsync(queue, delivery, aborting);
        MessagingTracing.Ended(activity, result);
        MessagingMetrics.Processed(queue.Name, delivery, result, started, time);
        return result;
    }

    private async ValueTask<HandlingResult> InvokeAsync(QueueBuilder queue, Delivery delivery, CancellationToken aborting)
    {
        var scope = default(AsyncServiceScope?);
        try
        {
            var (message, handler) = queue.Intake.Take(delivery.Message, serializers);
            if (handler is null)
                return new HandlingResult(HandlingOutcome.NoHandler);
            scope = scopes.CreateAsyncScope();
            var context = new MessageContext(queue.Name, message, handler.HandlerName, delivery.DeliveryCount);
            await handler.InvokeAsync(scope.Value.ServiceProvider, serializers, context, aborting);
            return new HandlingResult(HandlingOutcome.Handled);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            return new HandlingResult(HandlingOutcome.Aborted);
        }
        catch (Exception e)
        {
            // Every exception of a handler is the policy's to judge.
            return new HandlingResult(HandlingOutcome.Failed, e);
        }
        finally
        {
            await DisposeAsync(scope, queue, delivery);
        }
    }

    /// <summary>What the handler did is done, and what it threw is thrown: a service that cannot be disposed of changes neither.</summary>
    private async ValueTask DisposeAsync(AsyncServiceScope? scope, QueueBuilder queue, Delivery delivery)
    {
        try
        {
            if (scope is { } made)
                await made.DisposeAsync();
        }
        catch (Exception e)
        {
            Log.ScopeFailed(logger, delivery.Message.Type, delivery.Message.Id, queue.Name, e);
        }
    }
}
