using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Instances;
using Portal.Client.Live;
using Portal.Client.Operations;
using Portal.Client.Orders;
using Portal.Client.Queues;

namespace Portal.Live.Events;

/// <summary>The current state, as the hub's watches begin with it: of each type the newest 500, or the entities that are asked for.</summary>
internal sealed class EventSnapshot(
    IOrderGateway orders, IInstanceGateway instances, IQueueGateway queues, IDeadLetterGateway deadLetters, IOperationGateway operations)
{
    private static readonly PageRequest _page = new(PageRequest.MaxLimit);

    public async IAsyncEnumerable<(string Name, ILiveEntity Entity)> ReadAsync(
        EventFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in EventNames.All.Where(filter.Types.Contains))
        {
            var found = filter.Ids.Count == 0
                ? await ListAsync(name, cancellationToken)
                : await FindAsync(name, filter.Ids, cancellationToken);
            foreach (var entity in found)
                yield return (name, entity);
        }
    }

    private async Task<IReadOnlyList<ILiveEntity>> ListAsync(string name, CancellationToken cancellationToken) => name switch
    {
        EventNames.Order => Items(
            (await orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(PageRequest.MaxLimit), cancellationToken)).Value?.Items),
        EventNames.Instance => Items((await instances.ListAsync(_page, cancellationToken)).Value?.Items),
        EventNames.Queue => queues.List(),
        EventNames.DeadLetter => Items((await deadLetters.ListAsync(new DeadLetterFilter(), _page, cancellationToken)).Value?.Items),
        _ => Items((await operations.ListAsync(null, _page, cancellationToken)).Value?.Items),
    };

    private async Task<IReadOnlyList<ILiveEntity>> FindAsync(string name, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<ILiveEntity>();
        foreach (var id in ids)
        {
            ILiveEntity? entity = name switch
            {
                EventNames.Order => await orders.FindAsync(id, cancellationToken),
                EventNames.Instance => await instances.FindAsync(id, cancellationToken),
                EventNames.Queue => queues.Find(id),
                EventNames.DeadLetter => (await deadLetters.FindAsync(id, cancellationToken))?.Summary,
                _ => await operations.FindAsync(id, cancellationToken),
            };
            if (entity is not null)
                found.Add(entity);
        }

        return found;
    }

    private static IReadOnlyList<ILiveEntity> Items<T>(IReadOnlyList<T>? items)
        where T : class, ILiveEntity => items ?? [];
}
