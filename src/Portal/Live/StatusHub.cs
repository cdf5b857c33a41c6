using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Instances;
using Portal.Client.Live;
using Portal.Client.Operations;
using Portal.Client.Orders;
using Portal.Client.Queues;

namespace Portal.Live;

/// <summary>
/// The live feed for programs, at <c>/hubs/status</c>. Each watch first sends the current state, then every change; between
/// the two an entity may come twice, with the same version, but none is missed.
/// </summary>
internal sealed class StatusHub(
    ILiveFeed feed,
    StatusConnections connections,
    IOrderGateway orders,
    IInstanceGateway instances,
    IQueueGateway queues,
    IDeadLetterGateway deadLetters,
    IOperationGateway operations) : Hub
{
    private const string WatchesKey = "watches";
    private static readonly PageRequest _current = new(PageRequest.MaxLimit);

    private ConcurrentDictionary<string, IDisposable> Watches => (ConcurrentDictionary<string, IDisposable>)Context.Items[WatchesKey]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[WatchesKey] = new ConcurrentDictionary<string, IDisposable>(StringComparer.Ordinal);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var watch in Watches.Keys)
            Stop(watch);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>The newest 500 orders, then every change of any order.</summary>
    public async Task WatchOrders()
    {
        Watch<OrderView>("orders", "orderChanged");
        var page = await orders.ListAsync(new OrderFilter(), OrderSort.NewestPlaced, new OrderPageRequest(PageRequest.MaxLimit), Context.ConnectionAborted);
        await SendAllAsync("orderChanged", page.Value?.Items ?? []);
    }

    public Task UnwatchOrders() => Stopped("orders");

    public async Task WatchOrder(string id)
    {
        var order = await orders.FindAsync(id, Context.ConnectionAborted) ?? throw new HubException($"There is no order '{id}'.");
        Watch<OrderView>("order:" + id, "orderChanged", id);
        await SendAllAsync("orderChanged", [await orders.FindAsync(id, Context.ConnectionAborted) ?? order]);
    }

    public Task UnwatchOrder(string id) => Stopped("order:" + id);

    public async Task WatchInstances()
    {
        Watch<InstanceView>("instances", "instanceChanged");
        var page = await instances.ListAsync(_current, Context.ConnectionAborted);
        await SendAllAsync("instanceChanged", page.Value?.Items ?? []);
    }

    public Task UnwatchInstances() => Stopped("instances");

    public async Task WatchQueues()
    {
        Watch<QueueView>("queues", "queueChanged");
        await SendAllAsync("queueChanged", queues.List());
    }

    public Task UnwatchQueues() => Stopped("queues");

    /// <summary>The newest 500 dead letters, then every change of any dead letter.</summary>
    public async Task WatchDeadLetters()
    {
        Watch<DeadLetterView>("deadLetters", "deadLetterChanged");
        var page = await deadLetters.ListAsync(new DeadLetterFilter(), _current, Context.ConnectionAborted);
        await SendAllAsync("deadLetterChanged", page.Value?.Items ?? []);
    }

    public Task UnwatchDeadLetters() => Stopped("deadLetters");

    /// <summary>The newest 500 operations, those that are not over first, then every change of any operation.</summary>
    public async Task WatchOperations()
    {
        Watch<OperationView>("operations", "operationChanged");
        var page = await operations.ListAsync(null, _current, Context.ConnectionAborted);
        await SendAllAsync("operationChanged", page.Value?.Items ?? []);
    }

    public Task UnwatchOperations() => Stopped("operations");

    private void Watch<T>(string watch, string method, string? id = null)
        where T : class, ILiveEntity
    {
        // The hub object ends with this call; the connection does not.
        var connection = Context.ConnectionId;
        Stop(watch);
        Watches[watch] = feed.Subscribe<T>(changed => connections.TellAsync(connection, method, changed), id);

        // Who asks and goes in the same moment has had its watches stopped already: nobody else would stop this one.
        if (Context.ConnectionAborted.IsCancellationRequested)
            Stop(watch);
    }

    private Task SendAllAsync(string method, IReadOnlyList<ILiveEntity> entities) => connections.TellAsync(Context.ConnectionId, method, entities);

    private Task Stopped(string watch)
    {
        Stop(watch);
        return Task.CompletedTask;
    }

    private void Stop(string watch)
    {
        if (Watches.TryRemove(watch, out var subscription))
            subscription.Dispose();
    }
}
