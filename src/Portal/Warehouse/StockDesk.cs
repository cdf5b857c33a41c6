using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Stock;
using Portal.Data;
using Portal.Http;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Reads the stock of a SKU, and books what comes in and what a count says.</summary>
internal sealed class StockDesk(ServiceStore<WarehouseDbContext> store, TimeProvider time)
{
    private const int MaxQuantity = 1_000_000;
    private const int MaxReason = 200;

    /// <summary>The stock now, from the projection, or at a past time, from the events up to it. Null for a SKU never stocked.</summary>
    public async Task<StockView?> FindAsync(string sku, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var level = await store.ReadAsync(
            db => at is { } moment ? PastStock.AtAsync(db, sku, moment, cancellationToken) : NowAsync(db, sku, cancellationToken), cancellationToken);
        return level is null ? null : ToView(level, at ?? time.GetUtcNow());
    }

    public async Task<Outcome<Page<StockEventView>>> HistoryAsync(
        string sku, PageRequest page, CancellationToken cancellationToken, bool newestFirst = false)
    {
        var from = newestFirst ? long.MaxValue : 0;
        if (page.After is not null && !long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out from))
            return Cursor.Malformed;
        var events = await store.ReadAsync(
            db =>
            {
                var stream = db.StockEvents.AsNoTracking().Where(e => e.Sku == sku);
                var part = newestFirst
                    ? stream.Where(e => e.Id < from).OrderByDescending(e => e.Id)
                    : stream.Where(e => e.Id > from).OrderBy(e => e.Id);
                return part.Take(page.Limit + 1).ToListAsync(cancellationToken);
            },
            cancellationToken);
        return page.Of(events, ToView, e => e.Id.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<Outcome<StockView>> ReceiveAsync(
        string sku, StockReceipt receipt, CancellationToken cancellationToken, string? by = null)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (receipt.Quantity is < 1 or > MaxQuantity)
            errors["quantity"] = [$"must be 1 to {MaxQuantity}"];
        if (receipt.Reason is { Length: > MaxReason })
            errors["reason"] = [$"must be at most {MaxReason} characters"];
        return errors.Count > 0
            ? Problem.Invalid(errors)
            : await AppendAsync(sku, StockEventKind.Received, receipt.Quantity, receipt.Reason, by, cancellationToken);
    }

    public async Task<Outcome<StockView>> AdjustAsync(
        string sku, StockAdjustment adjustment, CancellationToken cancellationToken, string? by = null)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (adjustment.Quantity is 0 or < -MaxQuantity or > MaxQuantity)
            errors["quantity"] = [$"must be -{MaxQuantity} to {MaxQuantity}, not 0"];
        if (string.IsNullOrWhiteSpace(adjustment.Reason) || adjustment.Reason.Length > MaxReason)
            errors["reason"] = [$"must be 1 to {MaxReason} characters"];
        return errors.Count > 0
            ? Problem.Invalid(errors)
            : await AppendAsync(sku, StockEventKind.Adjusted, adjustment.Quantity, adjustment.Reason, by, cancellationToken);
    }

    private Task<Outcome<StockView>> AppendAsync(
        string sku, StockEventKind kind, int quantity, string? reason, string? by, CancellationToken cancellationToken) => store.WriteOnceAsync<StockView>(
        async work =>
        {
            if (!await work.Db.Products.AnyAsync(p => p.Sku == sku, cancellationToken))
                return Problem.NotFound("product", sku);
            var before = work.FindLevel(sku)?.OnHand ?? 0;
            if (before + quantity < 0)
                return Problem.Conflict("There is not so much in stock", $"'{sku}' has {before} on hand; an adjustment by {quantity} would leave less than nothing.");
            return ToView(work.Append(sku, kind, quantity, null, reason, by), work.Now);
        },
        cancellationToken);

    private static Task<StockLevel?> NowAsync(WarehouseDbContext db, string sku, CancellationToken cancellationToken) =>
        db.ServingLevels.AsNoTracking().FirstOrDefaultAsync(l => l.Sku == sku && l.Events > 0, cancellationToken);

    private static StockView ToView(StockLevel level, DateTimeOffset at) => new(level.Sku, level.OnHand, level.Reserved, level.Available, at);

    private static StockEventView ToView(StockEvent stored) => new(
        stored.Id.ToString(CultureInfo.InvariantCulture),
        stored.Kind.ToString().ToLowerInvariant(),
        stored.Quantity,
        stored.OrderId,
        stored.Reason,
        DateTimeOffset.FromUnixTimeMilliseconds(stored.At),
        stored.By);
}
