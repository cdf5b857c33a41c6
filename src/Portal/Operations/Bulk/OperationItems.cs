using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Http;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>Reads what became of each. Chunks that have none of the wanted result are not read.</summary>
internal sealed class OperationItems(ServiceStore<OperationsDbContext> store)
{
    private const int ChunksATime = 4;

    public async Task<Outcome<Page<OperationItem>>> ListAsync(
        string id, ItemResult? result, PageRequest page, CancellationToken cancellationToken)
    {
        // The cursor's time is the chunk, its id the place in it.
        Cursor cursor = default;
        var (chunk, place) = (0L, -1L);
        if (page.After is not null)
        {
            if (!Cursor.TryParse(page.After, out cursor) || !StartValidation.TryId(cursor.Id, out place))
                return Cursor.Malformed;
            chunk = cursor.At;
        }

        return await store.ReadAsync<Outcome<Page<OperationItem>>>(
            async db =>
            {
                var operation = await db.Operations.AsNoTracking().Where(o => o.Id == id).Select(o => (long?)o.Seq).FirstOrDefaultAsync(cancellationToken);
                if (operation is null)
                    return Problem.NotFound("operation", id);
                var words = await db.Reasons.AsNoTracking().Where(r => r.Operation == operation)
                    .ToDictionaryAsync(r => r.Number, r => r.Words, cancellationToken);
                var chunks = With(db.Chunks.AsNoTracking().Where(c => c.Operation == operation), result);
                return await ReadAsync(chunks, words, result, page.Limit, chunk, place, cancellationToken);
            },
            cancellationToken);
    }

    private static async Task<Page<OperationItem>> ReadAsync(
        IQueryable<OperationChunk> chunks,
        Dictionary<int, string> words,
        ItemResult? result,
        int limit,
        long chunk,
        long place,
        CancellationToken cancellationToken)
    {
        var items = new List<OperationItem>(limit);
        (int Chunk, int Place) last = default;
        while (true)
        {
            var from = chunk;
            var read = await chunks.Where(c => c.Number >= from).OrderBy(c => c.Number).Take(ChunksATime).ToListAsync(cancellationToken);
            foreach (var part in read)
            {
                var states = new ChunkItems(part.Ids, part.States);
                for (var i = part.Number == chunk ? (int)place + 1 : 0; i < states.Count; i++)
                {
                    if (result is not null && states.Result(i) != result)
                        continue;
                    if (items.Count == limit)
                        return new Page<OperationItem>(items, new Cursor(last.Chunk, last.Place.ToString(CultureInfo.InvariantCulture)).ToString());
                    items.Add(ToItem(states, i, words));
                    last = (part.Number, i);
                }
            }

            if (read.Count < ChunksATime)
                return new Page<OperationItem>(items, null);
            (chunk, place) = (read[^1].Number + 1, -1);
        }
    }

    private static OperationItem ToItem(ChunkItems items, int index, Dictionary<int, string> words) => new(
        items.Id(index).ToString(CultureInfo.InvariantCulture),
        items.Result(index),
        words.GetValueOrDefault(items.Reason(index)),
        items.Result(index) == ItemResult.Waiting ? null : DateTimeOffset.FromUnixTimeMilliseconds(items.At(index)));

    private static IQueryable<OperationChunk> With(IQueryable<OperationChunk> chunks, ItemResult? result) => result switch
    {
        ItemResult.Waiting => chunks.Where(c => c.Waiting > 0),
        ItemResult.Done => chunks.Where(c => c.Done > 0),
        ItemResult.Skipped => chunks.Where(c => c.Skipped > 0),
        ItemResult.Failed => chunks.Where(c => c.Failed > 0),
        ItemResult.FailedAgain => chunks.Where(c => c.FailedAgain > 0),
        _ => chunks,
    };
}
