using Messaging;
using Portal.Client.Contracts;
using Portal.Client.Queues;

namespace Portal.Operations;

internal sealed class QueueGateway(IBroker broker, QueueRates rates) : IQueueGateway
{
    public IReadOnlyList<QueueView> List() => [.. broker.Statistics().Select(rates.View)];

    public QueueView? Find(string name) => broker.Statistics(name) is { } statistics ? rates.View(statistics) : null;

    public Task<Outcome<QueueView>> PauseAsync(string name, CancellationToken cancellationToken) =>
        WithQueueAsync(name, () => broker.PauseAsync(name, cancellationToken));

    public Task<Outcome<QueueView>> ResumeAsync(string name, CancellationToken cancellationToken) =>
        WithQueueAsync(name, () => broker.ResumeAsync(name, cancellationToken));

    public async Task<Outcome<PurgeResult>> PurgeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return new PurgeResult(await broker.PurgeAsync(name, cancellationToken));
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    /// <summary>Creates the queue or changes its options; attempts and lease that the request leaves out keep their present value, a length left out means no limit.</summary>
    public async Task<Outcome<PutQueueResult>> PutAsync(string name, PutQueue request, CancellationToken cancellationToken)
    {
        var present = broker.Statistics(name)?.Options ?? new QueueOptions();
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!EntityName.IsValid(name))
            errors["queue"] = [$"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _"];
        if (request.MaxDeliveryAttempts is < 1 or > 100)
            errors["maxDeliveryAttempts"] = ["must be 1 to 100"];
        if (request.LeaseSeconds is < 1 or > 43_200 or double.NaN)
            errors["leaseSeconds"] = ["must be 1 to 43,200"];
        if (request.MaxLength is < 1)
            errors["maxLength"] = ["must be 1 or more"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        try
        {
            var created = await broker.DeclareQueueAsync(
                name,
                present with
                {
                    MaxDeliveryAttempts = request.MaxDeliveryAttempts ?? present.MaxDeliveryAttempts,
                    LeaseDuration = request.LeaseSeconds is { } lease ? TimeSpan.FromSeconds(lease) : present.LeaseDuration,
                    MaxLength = request.MaxLength,
                },
                cancellationToken);
            return new PutQueueResult(Find(name)!, created);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    private async Task<Outcome<QueueView>> WithQueueAsync(string name, Func<Task> change)
    {
        try
        {
            await change();
            return Find(name) is { } queue ? queue : Problem.NotFound("queue", name);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }
}

internal sealed record PutQueueResult(QueueView Queue, bool Created);
