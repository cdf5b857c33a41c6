using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Portal.Data;
using Portal.Operations.Topics.Webhooks.Delivering;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>All webhooks, in memory and on disk: first there, then here. Secrets are on the disk as ASP.NET Core's data protection writes them.</summary>
internal sealed class WebhookBook(WebhookFile file, IDataProtectionProvider protection, TimeProvider time) : IDatabaseMigration
{
    private readonly ConcurrentDictionary<(string Topic, string Name), Webhook> _webhooks = new();
    private readonly ConcurrentDictionary<(string Topic, string Name), WebhookHealth> _health = new();
    private readonly ConcurrentDictionary<(string Topic, string Name), SemaphoreSlim> _gates = new();
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Webhooks.Secret.v1");

    public IReadOnlyCollection<Webhook> All => [.. _webhooks.Values];

    public Webhook? Find(string topic, string name) => _webhooks.GetValueOrDefault((topic, name)) is { IsLeaving: false } webhook ? webhook : null;

    public WebhookHealth HealthOf(string topic, string name) => _health.GetOrAdd((topic, name), static _ => new WebhookHealth());

    /// <summary>One change of a webhook at a time, whoever makes it: of two that cross the later would write what it had read before the earlier.</summary>
    public async Task<T> AloneAsync<T>(string topic, string name, Func<Task<T>> change)
    {
        var gate = _gates.GetOrAdd((topic, name), static _ => new SemaphoreSlim(1));
        await gate.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            gate.Release();
        }
    }

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The secrets that sign now, the newest first.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys that protect them are gone.</exception>
    public IReadOnlyList<string> SecretsOf(Webhook webhook) => webhook is { Previous: { } previous, PreviousUntil: { } until } && until > time.GetUtcNow()
        ? [_protector.Unprotect(webhook.Secret), _protector.Unprotect(previous)]
        : [_protector.Unprotect(webhook.Secret)];

    public async Task PutAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await file.PutAsync(webhook.Topic, webhook.Name, JsonSerializer.Serialize(webhook), cancellationToken);
        _webhooks[(webhook.Topic, webhook.Name)] = webhook;
    }

    public async Task ForgetAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await file.DeleteAsync(webhook.Topic, webhook.Name, cancellationToken);
        _webhooks.TryRemove((webhook.Topic, webhook.Name), out _);
        _health.TryRemove((webhook.Topic, webhook.Name), out _);
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var webhook in file.Open().Select(value => JsonSerializer.Deserialize<Webhook>(value)!))
            _webhooks[(webhook.Topic, webhook.Name)] = webhook;
        return Task.CompletedTask;
    }
}
