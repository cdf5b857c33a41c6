using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Warehouse;

internal static class WarehouseEndpoints
{
    public static void MapWarehouse(this IEndpointRouteBuilder routes)
    {
        var stock = routes.MapGroup("/api/stock/{sku}").WithTags("Stock");
        stock.MapGet("", GetAsync).WithName("GetStock").WithSummary("The stock of a SKU, now or at a past time.");
        stock.MapGet("history", HistoryAsync).WithName("GetStockHistory").WithSummary("The events of a SKU, oldest first.");
        stock.MapPost("receipts", ReceiveAsync).WithName("ReceiveStock").WithSummary("Books goods that came in.").RequireAbility(Ability.Trade);
        stock.MapPost("adjustments", AdjustAsync).WithName("AdjustStock").WithSummary("Corrects the quantity after a count.").RequireAbility(Ability.Trade);
    }

    private static async Task<Results<Ok<StockView>, ProblemHttpResult>> GetAsync(
        string sku, DateTimeOffset? at, StockDesk desk, CancellationToken cancellationToken) =>
        await desk.FindAsync(sku, at, cancellationToken) is { } stock
            ? TypedResults.Ok(stock)
            : Problem.NotFound("stock of", sku).ToResult();

    private static async Task<Results<Ok<Page<StockEventView>>, ProblemHttpResult>> HistoryAsync(
        string sku, [AsParameters] PageQuery page, StockDesk desk, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        var outcome = await desk.HistoryAsync(sku, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Accepted<StockView>, ProblemHttpResult>> ReceiveAsync(
        string sku, StockReceipt receipt, StockDesk desk, CancellationToken cancellationToken) =>
        ToAccepted(await desk.ReceiveAsync(sku, receipt, cancellationToken));

    private static async Task<Results<Accepted<StockView>, ProblemHttpResult>> AdjustAsync(
        string sku, StockAdjustment adjustment, StockDesk desk, CancellationToken cancellationToken) =>
        ToAccepted(await desk.AdjustAsync(sku, adjustment, cancellationToken));

    private static Results<Accepted<StockView>, ProblemHttpResult> ToAccepted(Outcome<StockView> outcome) => outcome.Succeeded
        ? TypedResults.Accepted("/api/stock/" + Uri.EscapeDataString(outcome.Value.Sku), outcome.Value)
        : outcome.Problem.ToResult();
}
