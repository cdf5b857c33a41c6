using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Stock;

/// <summary>Stock, as pages and REST use it.</summary>
public interface IStockGateway
{
    /// <summary>What is available up to this is low (<c>Warehouse:LowStockAt</c>, default 10).</summary>
    [Reads]
    long LowStockAt { get; }

    [Reads]
    Task<Outcome<Page<StockItem>>> ListAsync(StockFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One line of the list; null for a SKU that Warehouse has never heard of.</summary>
    [Reads]
    Task<StockItem?> FindItemAsync(string sku, CancellationToken cancellationToken);

    /// <summary>Lines of the list, of those SKUs that Warehouse has heard of; in no order.</summary>
    [Reads]
    Task<IReadOnlyList<StockItem>> FindItemsAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken);

    /// <summary>The stock now, or at a past time. Null for a SKU never stocked.</summary>
    [Reads]
    Task<StockView?> FindAsync(string sku, DateTimeOffset? at, CancellationToken cancellationToken);

    /// <summary>The events of a SKU: oldest first, as REST has them, or newest first.</summary>
    [Reads]
    Task<Outcome<Page<StockEventView>>> HistoryAsync(string sku, bool newestFirst, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The stock at so many moments, evenly from one time to the other, both included. 2 to 200 of them.</summary>
    [Reads]
    Task<IReadOnlyList<StockPoint>> CurveAsync(string sku, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken);

    [Needs(Ability.Trade)]
    Task<Outcome<StockView>> ReceiveAsync(string sku, StockReceipt receipt, string? by, CancellationToken cancellationToken);

    /// <summary>409 when less than nothing would be left. Less than what is reserved is allowed: a count is a fact.</summary>
    [Needs(Ability.Trade)]
    Task<Outcome<StockView>> AdjustAsync(string sku, StockAdjustment adjustment, string? by, CancellationToken cancellationToken);

    /// <summary>The newest rebuild, or null.</summary>
    [Reads]
    Task<RebuildView?> FindRebuildAsync(CancellationToken cancellationToken);

    /// <summary>Begins one in the background; 409 while one is running.</summary>
    [Needs(Ability.RunJobs)]
    [Audited("stock.rebuild")]
    Task<Outcome<RebuildView>> StartRebuildAsync(string? by, CancellationToken cancellationToken);
}
