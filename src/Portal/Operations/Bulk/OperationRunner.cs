using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Operations;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>
/// Has a worker for each operation that runs. At the start of the portal it takes up those that ran when it stopped, however it
/// stopped.
/// </summary>
internal sealed class OperationRunner(OperationTools tools) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tools.Store.WriteAsync(work => Task.FromResult(work.DeleteDrafts()), cancellationToken);
        var open = await tools.Store.ReadAsync(
            db => db.Operations.AsNoTracking().Where(o => o.IsOver == 0).ToListAsync(cancellationToken), cancellationToken);
        foreach (var operation in open)
        {
            var chunks = await tools.Store.ReadAsync(
                db => db.Chunks.AsNoTracking().Where(c => c.Operation == operation.Seq && c.Waiting > 0).OrderBy(c => c.Number).ToListAsync(cancellationToken),
                cancellationToken);
            var items = new OpenItems(chunks.Select(chunk => new ChunkItems(chunk.Ids, chunk.States).WaitingIds()).Where(ids => ids.Length > 0));
            tools.InHand.Add(operation.Id, operation.Kind, items);
            if (operation.State != OperationState.Running)
                continue;
            BulkLog.TakenUp(tools.Logger, operation.Id, items.Count);
            Run(operation.Id, items);
        }
    }

    /// <summary>Lets every batch that was begun come to its end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(running => running.Task)).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>A new operation, whose start has been committed.</summary>
    public void Started(Operation operation, OpenItems items)
    {
        tools.InHand.Add(operation.Id, operation.Kind, items);
        Run(operation.Id, items);
    }

    /// <summary>A person has changed its state, and that has been committed.</summary>
    public void Changed(Operation operation)
    {
        if (operation.State == OperationState.Running)
        {
            if (tools.InHand.Find(operation.Id) is { } items)
                Run(operation.Id, items);
            return;
        }

        if (operation.IsOver == 1)
            tools.InHand.Remove(operation.Id);
        if (_running.TryGetValue(operation.Id, out var running))
            running.Stop();
    }

    /// <summary>One of its dead letters was handled or came back.</summary>
    public void Ring(string operation)
    {
        if (_running.TryGetValue(operation, out var running))
            running.Worker.Bell.Ring();
    }

    private void Run(string id, OpenItems items)
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
                return;
            var before = _running.GetValueOrDefault(id);
            var running = new Running(new OperationWorker(id, items, tools), _stopping.Token);
            _running[id] = running;
            running.Start(before, () => _running.TryRemove(new KeyValuePair<string, Running>(id, running)));
        }
    }

    private sealed class Running(OperationWorker worker, CancellationToken stopping)
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);

        public OperationWorker Worker => worker;

        public Task Task { get; private set; } = Task.CompletedTask;

        /// <param name="before">An earlier worker of the same operation, which may still be at its last batch.</param>
        /// <param name="ended">Called at the end.</param>
        public void Start(Running? before, Action ended) => Task = Task.Run(async () =>
        {
            if (before is not null)
            {
                before.Stop();
                await before.Task;
            }

            await worker.RunAsync(_stop.Token);
            ended();
        });

        public void Stop() => _stop.Cancel();
    }
}
