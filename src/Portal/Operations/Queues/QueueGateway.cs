using Messaging;
using Portal.Client.Charts;
using Portal.Client.Contracts;
using Portal.Client.Queues;

namespace Portal.Operations.Queues;

internal sealed class QueueGateway(IBroker broker, IConsumers consumers, MessagingBuilder messaging, QueueSampler sampler) : IQueueGateway
{
    /// <summary>A minute of the finest resolution.</summary>
    private const int RecentSteps = 30;

    public IReadOnlyList<QueueView> List() => [.. broker.Statistics().Select(sampler.View)];

    public QueueView? Find(string name) => broker.Statistics(name) is { } statistics ? sampler.View(statistics) : null;

    public FigureHistory History(string name, ChartRange range) => sampler.Of(name)?.Read(range, int.MaxValue, Enum.GetValues<Figure>()) ?? FigureHistory.Empty;

    public FigureHistory Recent(string name) =>
        sampler.Of(name)?.Read(ChartRange.TenMinutes, RecentSteps, Figure.Published, Figure.Acknowledged) ?? FigureHistory.Empty;

    public IReadOnlyList<HeldMessage> Held(string name, int max)
    {
        var leased = broker.Leased(name, max);
        var here = consumers.Held(name);
        return
        [
            .. leased.Select(message => new HeldMessage(
                message.Sequence,
                message.MessageId,
                message.Type,
                message.Attempt,
                message.Since,
                message.Ends,
                here.TryGetValue(message.MessageId, out var how) ? ToHolder(how) : Holder.Program)),
        ];
    }

    public async Task<Outcome<PutQueueResult>> PutAsync(string name, PutQueue request, CancellationToken cancellationToken)
    {
        var present = broker.Statistics(name)?.Options ?? new QueueOptions();
        var retry = present.Retry ?? consumers.Status(name)?.Retry ?? new RetryPolicy();
        var errors = QueueRequests.Check(name, request, present, retry);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        try
        {
            var created = await broker.DeclareQueueAsync(name, QueueRequests.Apply(request, present, retry), cancellationToken);
            return Find(name) is { } queue ? new PutQueueResult(queue, created) : Problem.NotFound("queue", name);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public async Task<Outcome<QueueView>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (messaging.ConcurrencyOf(name) > 0)
            return Problem.Conflict("The queue is in use", $"Queue '{name}' belongs to a service of the portal.");
        var last = Find(name);
        try
        {
            return await broker.DeleteQueueAsync(name, cancellationToken) && last is not null ? last : Problem.NotFound("queue", name);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

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

    private static Holder ToHolder(HeldAs how) => how switch
    {
        HeldAs.Handling => Holder.Handler,
        HeldAs.Prefetched => Holder.Waiting,
        _ => Holder.Settling,
    };

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
