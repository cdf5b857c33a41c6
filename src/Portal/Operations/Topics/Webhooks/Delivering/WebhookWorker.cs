using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.Topics;
using Portal.Operations.Topics.Webhooks.Guarding;
using Portal.Operations.Topics.Webhooks.Signing;

namespace Portal.Operations.Topics.Webhooks.Delivering;

/// <summary>
/// Takes the events of one webhook from its queue and sends them, up to four at a time. An event is acknowledged when the endpoint has taken it. Crash
/// window: the endpoint has taken it and the portal ends before the acknowledgement; then it is sent again with the same <c>webhook-id</c>.
/// </summary>
internal sealed class WebhookWorker(
    Webhook webhook, WebhookBook book, WebhookClient client, IBroker broker, IOptions<WebhookOptions> options, TimeProvider time, ILogger logger, Func<Webhook, string, Task> disable) : IDisposable
{
    private const int MaxAtOnce = 4;
    private static readonly TimeSpan _longPoll = TimeSpan.FromSeconds(30);

    private readonly WebhookHealth _health = book.HealthOf(webhook.Topic, webhook.Name);
    private readonly SemaphoreSlim _slots = new(MaxAtOnce);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await NextAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (UnknownQueueException)
            {
                await disable(webhook, "Its queue was deleted.");
                await PauseAsync(TimeSpan.FromSeconds(1), stopping); // once it is disabled this ends; where that cannot be done now, it is tried again
            }
            catch (Exception e) // closed, or not to be read now: whatever it is, the events wait for a worker that goes on
            {
                WebhookLog.NotReceived(logger, webhook.Queue, e);
                await PauseAsync(TimeSpan.FromSeconds(1), stopping);
            }
        }

        // What is under way is sent to its end, or to its timeout.
        for (var i = 0; i < MaxAtOnce; i++)
            await _slots.WaitAsync(CancellationToken.None);
    }

    /// <summary>After <see cref="RunAsync"/> has ended.</summary>
    public void Dispose() => _slots.Dispose();

    private async Task NextAsync(CancellationToken stopping)
    {
        var probing = _health.IsOpen;
        var taken = 0;
        try
        {
            // While the endpoint fails, one at a time: whoever probes has all places.
            while (taken < (probing ? MaxAtOnce : 1))
            {
                await _slots.WaitAsync(stopping);
                taken++;
            }

            if (probing && _health.Pause(TimeSpan.FromSeconds(options.Value.FirstRetrySeconds)) is var pause && pause > TimeSpan.Zero)
                await Task.Delay(pause, time, stopping);
            if (await broker.ReceiveAsync(webhook.Queue, 1, _longPoll, options.Value.Timeout + TimeSpan.FromSeconds(30), stopping) is [var delivery])
            {
                var places = taken;
                taken = 0;
                _ = DeliverAsync(delivery, places);
            }
        }
        finally
        {
            if (taken > 0)
                _slots.Release(taken);
        }
    }

    private async Task DeliverAsync(Delivery delivery, int places)
    {
        try
        {
            await SettleAsync(delivery, await SendAsync(delivery));
        }
        catch (Exception e) // the lease ends, and it is delivered again
        {
            WebhookLog.NotSettled(logger, delivery.Message.Id, webhook.Queue, e);
        }
        finally
        {
            _slots.Release(places);
        }
    }

    private async Task<WebhookAnswer> SendAsync(Delivery delivery)
    {
        WebhookAnswer answer;
        try
        {
            using var request = WebhookRequest.Make(webhook, book.SecretsOf(webhook), delivery.Message, time.GetUtcNow());
            answer = await client.SendAsync(request, CancellationToken.None);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            WebhookLog.NoSecret(logger, webhook.Topic, webhook.Name, e);
            answer = new WebhookAnswer(0, null, "its secret cannot be read: the portal's data protection keys are gone. Rotate it.");
        }
        catch (Exception e) // an attempt like any other, with its delay and its place in the list
        {
            WebhookLog.NotSent(logger, delivery.Message.Id, webhook.Topic, webhook.Name, e);
            answer = new WebhookAnswer(0, null, "it could not be written as a request");
        }

        _health.Record(new WebhookAttempt(delivery.Message.Id, delivery.Message.Type, time.GetUtcNow(), delivery.Attempt, answer.Milliseconds, answer.Status, answer.Error));
        return answer;
    }

    private async Task SettleAsync(Delivery delivery, WebhookAnswer answer)
    {
        if (answer.Error is null)
        {
            await broker.AcknowledgeAsync(delivery.LeaseToken);
            return;
        }

        WebhookLog.NotTaken(logger, delivery.Message.Id, webhook.Topic, webhook.Name, delivery.Attempt, answer.Error);
        var delay = RetrySchedule.After(delivery.Attempt, TimeSpan.FromSeconds(options.Value.FirstRetrySeconds), answer.RetryAfter, Random.Shared.NextDouble());
        await broker.RetryAsync(
            delivery.LeaseToken,
            delay,
            new Failure(DeadLetterReasons.AttemptsExhausted, "Webhook", $"{WebhookAddress.HostOf(webhook.Url)}: {answer.Error}", answer.Excerpt),
            unlimited: answer.IsGone); // it is not this event's fault
        if (answer.IsGone)
            await disable(webhook, "The endpoint answered 410 Gone.");
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, time, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop ends.
        }
    }
}
