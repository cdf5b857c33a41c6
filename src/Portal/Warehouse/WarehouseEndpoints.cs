using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Client.Stock;
using Portal.Http;
using Portal.Http.Idempotency;

namespace Portal.Warehouse;

internal static class WarehouseEndpoints
{
    public static void MapWarehouse(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/stock", ListAsync).WithTags("Stock").WithName("ListStock")
            .WithSummary("The stock of all SKUs, by SKU unless 'sort' says otherwise.");
        var stock = routes.MapGroup("/api/stock/{sku}").WithTags("Stock");
        stock.MapGet("", GetAsync).WithName("GetStock").WithSummary("The stock of a SKU, now or at a past time.");
        stock.MapGet("history", HistoryAsync).WithName("GetStockHistory").WithSummary("The events of a SKU, oldest first.");
        stock.MapPost("receipts", ReceiveAsync).WithName("ReceiveStock").WithSummary("Books goods that came in.").RequireAbility(Ability.Trade).Idempotent();
        stock.MapPost("adjustments", AdjustAsync).WithName("AdjustStock").WithSummary("Corrects the quantity after a count.").RequireAbility(Ability.Trade).Idempotent();

        // Not below /api/stock: a SKU may be called anything.
        var rebuilds = routes.MapGroup("/api/stock-rebuilds").WithTags("Stock");
        rebuilds.MapGet("newest", NewestRebuildAsync).WithName("GetStockRebuild").WithSummary("The newest rebuild of the stock levels and how far it is.");
        rebuilds.MapPost("", RebuildAsync).WithName("RebuildStock")
            .WithSummary("Rebuilds the stock levels from their events, in the background; the old ones serve until the new ones are complete.")
            .RequireAbility(Ability.RunJobs).Idempotent();
    }

    private static async Task<Results<Ok<Page<StockItem>>, ProblemHttpResult>> ListAsync(
        [AsParameters] StockListQuery query, [AsParameters] PageQuery page, IStockGateway gateway, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem || !query.TryRead(out var filter, out problem))
            return problem.ToResult();
        var outcome = await gateway.ListAsync(filter, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<StockView>, ProblemHttpResult>> GetAsync(
        string sku, DateTimeOffset? at, IStockGateway gateway, CancellationToken cancellationToken) =>
        await gateway.FindAsync(sku, at, cancellationToken) is { } stock
            ? TypedResults.Ok(stock)
            : Problem.NotFound("stock of", sku).ToResult();

    private static async Task<Results<Ok<Page<StockEventView>>, ProblemHttpResult>> HistoryAsync(
        string sku, [AsParameters] PageQuery page, IStockGateway gateway, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        var outcome = await gateway.HistoryAsync(sku, newestFirst: false, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Accepted<StockView>, ProblemHttpResult>> ReceiveAsync(
        string sku, StockReceipt receipt, IStockGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        ToAccepted(await gateway.ReceiveAsync(sku, receipt, user.Identity?.Name, cancellationToken));

    private static async Task<Results<Accepted<StockView>, ProblemHttpResult>> AdjustAsync(
        string sku, StockAdjustment adjustment, IStockGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        ToAccepted(await gateway.AdjustAsync(sku, adjustment, user.Identity?.Name, cancellationToken));

    private static async Task<Results<Ok<RebuildView>, ProblemHttpResult>> NewestRebuildAsync(
        IStockGateway gateway, CancellationToken cancellationToken) =>
        await gateway.FindRebuildAsync(cancellationToken) is { } rebuild
            ? TypedResults.Ok(rebuild)
            : Problem.NotFound("rebuild", "newest").ToResult();

    private static async Task<Results<Accepted<RebuildView>, ProblemHttpResult>> RebuildAsync(
        IStockGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var outcome = await gateway.StartRebuildAsync(user.Identity?.Name, cancellationToken);
        return outcome.Succeeded ? TypedResults.Accepted("/api/stock-rebuilds/newest", outcome.Value) : outcome.Problem.ToResult();
    }

    private static Results<Accepted<StockView>, ProblemHttpResult> ToAccepted(Outcome<StockView> outcome) => outcome.Succeeded
        ? TypedResults.Accepted("/api/stock/" + Uri.EscapeDataString(outcome.Value.Sku), outcome.Value)
        : outcome.Problem.ToResult();
}
