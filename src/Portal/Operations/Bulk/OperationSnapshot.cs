using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Data.Once;
using Portal.Operations.Bulk.Data;
using Portal.Operations.DeadLetters;

namespace Portal.Operations.Bulk;

/// <summary>
/// Takes down what an operation covers. The index answers from one snapshot of its own; the ids are written chunk by chunk as a
/// draft that nobody sees, and one last transaction makes it an operation (docs/adr/0017).
/// Crash window: before that last commit there is no operation, and the next start deletes the draft.
/// </summary>
internal sealed class OperationSnapshot(
    ServiceStore<OperationsDbContext> store, IDeadLetterIndex index, OperationsInHand inHand, OperationRunner runner) : IDisposable
{
    /// <summary>Chunks a transaction: other writers of the file get their turn in between.</summary>
    private const int ChunksATime = 50;

    // One at a time: what one covers the next must see to be in hand.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<Outcome<OperationView>> TakeAsync(StartOperation request, string by, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var once = OnceRequest.Current;
            if (once is not null && await StartedByAsync(once, cancellationToken) is { } started)
                return started;
            var draft = new Draft(store);
            try
            {
                await foreach (var ids in Ids(request, cancellationToken))
                    await draft.AddAsync(ids.Where(id => !inHand.Contains(request.Kind, id)), ids.Count, cancellationToken);
                await draft.EndAsync(cancellationToken);
                if (draft.Count == 0)
                    return Nothing(draft.Seen);

                // From here on it is not given up any more.
                var operation = await store.WriteAsync(work => Create(work, request, by, draft, once), CancellationToken.None);
                runner.Started(operation, new OpenItems(draft.Chunks));
                return operation.ToView();
            }
            catch
            {
                await store.WriteAsync(work => Task.FromResult(work.DeleteDrafts()), CancellationToken.None);
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private IAsyncEnumerable<IReadOnlyList<long>> Ids(StartOperation request, CancellationToken cancellationToken) => request.Ids is { } selected
        ? Selected(selected).ToAsyncEnumerable()
        : index.SelectAsync(request.Filter!, request.Kind, cancellationToken);

    private static IEnumerable<IReadOnlyList<long>> Selected(IReadOnlyList<string> ids)
    {
        yield return [.. ids.Select(id => StartValidation.TryId(id, out var number) ? number : 0).Distinct().Order()];
    }

    private static Operation Create(Work<OperationsDbContext> work, StartOperation request, string by, Draft draft, OnceRequest? once)
    {
        var now = work.Now.ToUnixTimeMilliseconds();
        var operation = new Operation
        {
            Seq = draft.Seq,
            Id = Guid.CreateVersion7(work.Now).ToString("N"),
            Kind = request.Kind,
            State = OperationState.Running,
            Title = OperationTitle.Of(request, draft.Count),
            Total = draft.Count,
            RatePerSecond = request.RatePerSecond,
            Canary = request.Canary,
            Stage = request.Canary ? CanaryRules.First : null,
            StageAt = now,
            Queue = request.Queue,
            Filter = request.Filter is { } filter ? FilterAddress.Of(filter) : null,
            StartedBy = by,
            StartedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        work.Add(operation);
        var view = operation.ToView();
        work.Mark(once, view);
        work.Changed(view);
        return operation;
    }

    /// <summary>The operation that this request has started, when it was sent before.</summary>
    private Task<OperationView?> StartedByAsync(OnceRequest once, CancellationToken cancellationToken) =>
        store.WriteAsync(work => work.AnswerTo<OperationsDbContext, OperationView>(once), cancellationToken);

    private static Problem Nothing(long seen) => Problem.Invalid("filter", seen == 0
        ? "matches nothing that this can be done to"
        : "matches only what another operation has in hand");

    /// <summary>The ids so far: in memory for the worker, 8 bytes each, and on disk.</summary>
    private sealed class Draft(ServiceStore<OperationsDbContext> store)
    {
        private readonly List<long> _ids = new(OperationChunk.Size);
        private int _written;

        public long Seq { get; private set; }

        /// <summary>What matched, also where it is in hand.</summary>
        public long Seen { get; private set; }

        public long Count { get; private set; }

        public List<long[]> Chunks { get; } = [];

        public async Task AddAsync(IEnumerable<long> ids, int seen, CancellationToken cancellationToken)
        {
            Seen += seen;
            foreach (var id in ids)
            {
                _ids.Add(id);
                if (_ids.Count == OperationChunk.Size)
                    Cut();
            }

            if (Chunks.Count - _written >= ChunksATime)
                await WriteAsync(cancellationToken);
        }

        public async Task EndAsync(CancellationToken cancellationToken)
        {
            if (_ids.Count > 0)
                Cut();
            if (Chunks.Count > _written)
                await WriteAsync(cancellationToken);
        }

        private void Cut()
        {
            Chunks.Add([.. _ids]);
            Count += _ids.Count;
            _ids.Clear();
        }

        private async Task WriteAsync(CancellationToken cancellationToken)
        {
            var (from, to) = (_written, Chunks.Count);
            Seq = await store.WriteAsync(
                work =>
                {
                    var operation = Seq == 0 ? work.NextOperation() : Seq;
                    for (var number = from; number < to; number++)
                        work.AddChunk(operation, number, Chunks[number]);
                    return operation;
                },
                cancellationToken);
            _written = to;
        }
    }
}
