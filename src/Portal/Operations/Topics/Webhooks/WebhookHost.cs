using System.Collections.Concurrent;
using System.Text.Json;
using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.Audit;
using Portal.Operations.Topics.Webhooks.Delivering;
using Portal.Security.Audit.Recording;
using Portal.Security.Audit.Storing;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>
/// Sees to it that each webhook has its queue, its subscription and its worker, at the start and after each change. What is stored is what
/// is to be: a crash in the middle of a change is made up for by the next start.
/// </summary>
internal sealed class WebhookHost(
    WebhookBook book, WebhookClient client, IBroker broker, AuditWriter audit, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookHost> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var webhook in book.All)
        {
            try
            {
                await ApplyAsync(webhook, cancellationToken);
            }
            catch (BrokerException e)
            {
                WebhookLog.NotSetUp(logger, webhook.Topic, webhook.Name, e);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_running.Keys.Select(StopWorkerAsync)).WaitAsync(cancellationToken);

    public void Dispose() => _changing.Dispose();

    /// <summary>Makes the broker and the worker as the webhook says. To do it twice does nothing the second time.</summary>
    public async Task ApplyAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await StopWorkerAsync(webhook.Queue);
            if (webhook.IsLeaving)
            {
                await broker.UnsubscribeAsync(webhook.Topic, webhook.Name, cancellationToken);
                await broker.DeleteQueueAsync(webhook.Queue, cancellationToken);
                await book.ForgetAsync(webhook, cancellationToken);
                return;
            }

            if (webhook.Disabled is not null)
            {
                await broker.UnsubscribeAsync(webhook.Topic, webhook.Name, cancellationToken);
                return;
            }

            await broker.EnsureQueueAsync(webhook.Queue, new QueueOptions { MaxDeliveryAttempts = RetrySchedule.Attempts }, cancellationToken);
            await broker.SubscribeAsync(new Subscription(webhook.Topic, webhook.Name, webhook.Queue, webhook.Types, webhook.Headers), cancellationToken);
            var stopping = new CancellationTokenSource();
            _running[webhook.Queue] = new Running(Task.Run(() => WorkAsync(webhook, stopping.Token), CancellationToken.None), stopping);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task WorkAsync(Webhook webhook, CancellationToken stopping)
    {
        using var worker = new WebhookWorker(webhook, book, client, broker, options, time, logger, DisableAsync);
        await worker.RunAsync(stopping);
    }

    /// <summary>Nothing is sent any more until somebody resumes it. Recorded as done by the portal.</summary>
    private Task DisableAsync(Webhook webhook, string reason)
    {
        // Not in the worker's own time: it is stopped by this, and stopping waits for it.
        _ = Task.Run(async () =>
        {
            try
            {
                if (await book.AloneAsync(webhook.Topic, webhook.Name, () => TryDisableAsync(webhook, reason)))
                    WebhookLog.Disabled(logger, webhook.Topic, webhook.Name, reason);
            }
            catch (Exception e) // it is tried again by the next event that meets the same answer
            {
                WebhookLog.NotSetUp(logger, webhook.Topic, webhook.Name, e);
            }
        });
        return Task.CompletedTask;
    }

    /// <summary>
    /// Not when it is sent elsewhere by now: the old address may well be gone. <c>audit.db</c> and <c>webhooks.db</c> are two files, which no transaction
    /// spans: so it is recorded first that it begins, as gateways do. Killed after that, the record ends as <c>interrupted</c>, and what is not disabled
    /// yet is so by the next event that meets the same answer. Where it cannot be recorded, it is not done.
    /// </summary>
    private async Task<bool> TryDisableAsync(Webhook webhook, string reason)
    {
        if (book.Find(webhook.Topic, webhook.Name) is not { Disabled: null } current || current.Url != webhook.Url)
            return false;
        var record = new AuditRecord
        {
            Action = "topic.disable-webhook",
            TargetKind = "topic",
            Target = webhook.Topic,
            By = AuditSubject.Portal,
            From = AuditOrigin.Portal,
            Arguments = JsonSerializer.Serialize(new Dictionary<string, string> { ["subscription"] = webhook.Name }),
            Detail = reason,
        };
        record = record with { Begun = await audit.AppendAsync(record) };
        var disabled = current with { Disabled = reason };
        try
        {
            await book.PutAsync(disabled, CancellationToken.None);
            await ApplyAsync(disabled, CancellationToken.None);
        }
        catch (Exception e) // which goes on to the log
        {
            await audit.AppendOutcomeAsync(record with { Outcome = AuditOutcome.Failed, Detail = Facts.Short($"{reason} {e.GetType().Name}: {e.Message}", 500) });
            throw;
        }

        await audit.AppendOutcomeAsync(record with { Outcome = AuditOutcome.Done });
        return true;
    }

    private async Task StopWorkerAsync(string queue)
    {
        if (!_running.TryRemove(queue, out var running))
            return;
        await running.Stopping.CancelAsync();
        await running.Work;
        running.Stopping.Dispose();
    }

    private sealed record Running(Task Work, CancellationTokenSource Stopping);
}
