using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Catalogue;
using Portal.Client.Contracts;
using Portal.Client.Orders;
using Portal.Client.Security;
using Portal.Http;
using Portal.Http.Idempotency;
using Portal.Http.Waiting;
using Portal.Sales.Lists;

namespace Portal.Sales;

internal static class SalesEndpoints
{
    private const int MaxText = 100;

    public static void MapSales(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/products").WithTags("Products");
        products.MapGet("", ListProductsAsync).WithName("ListProducts").WithSummary("The catalogue, by SKU; the first that contain 'text', by name.");
        products.MapPut("{sku}", PutProductAsync).WithName("PutProduct").WithSummary("Creates or replaces a product.").RequireAbility(Ability.Trade);

        var orders = routes.MapGroup("/api/orders").WithTags("Orders");
        orders.MapGet("", ListOrdersAsync).WithName("ListOrders").WithSummary("Orders, newest first unless sorted otherwise.");
        orders.MapGet("counts", CountOrdersAsync).WithName("CountOrders").WithSummary("How many orders match, by status.");
        orders.MapPost("", PlaceOrderAsync).WithName("PlaceOrder").WithSummary("Accepts an order; the work happens afterwards.")
            .RequireAbility(Ability.Trade).Idempotent().Waits();
        orders.MapGet("{id}", GetOrderAsync).WithName("GetOrder").WithSummary("One order.").Waits();
        orders.MapPost("{id}/cancel", CancelOrderAsync).WithName("CancelOrder").WithSummary("Cancels an order that is not ready to ship.")
            .RequireAbility(Ability.Trade).Idempotent().Waits();
    }

    private static async Task<Results<Ok<Page<ProductView>>, ProblemHttpResult>> ListProductsAsync(
        [AsParameters] PageQuery page,
        [Description("Only where the name or the SKU contains this: the first page, by name.")] string? text,
        ICatalogueGateway catalogue,
        CancellationToken cancellationToken)
    {
        if ((page.Problem ?? (text?.Length > MaxText ? Problem.Invalid("text", $"must be at most {MaxText} characters") : null)) is { } problem)
            return problem.ToResult();
        return TypedResults.Ok(string.IsNullOrWhiteSpace(text)
            ? await catalogue.ListAsync(page.ToRequest(), cancellationToken)
            : new Page<ProductView>(await catalogue.SearchAsync(text, page.ToRequest().Limit, cancellationToken), null));
    }

    private static async Task<Results<Ok<ProductView>, Created<ProductView>, ProblemHttpResult>> PutProductAsync(
        string sku, PutProduct request, ICatalogueGateway catalogue, CancellationToken cancellationToken)
    {
        var outcome = await catalogue.PutAsync(sku, request, cancellationToken);
        if (!outcome.Succeeded)
            return outcome.Problem.ToResult();
        return outcome.Value.Created
            ? TypedResults.Created("/api/products/" + Uri.EscapeDataString(sku), outcome.Value.Product)
            : TypedResults.Ok(outcome.Value.Product);
    }

    private static async Task<Results<Ok<OrderListing>, ProblemHttpResult>> ListOrdersAsync(
        [AsParameters] OrderListQuery query, IOrderGateway orders, CancellationToken cancellationToken)
    {
        if (!query.TryRead(out var wanted, out var invalid))
            return invalid.ToResult();
        var outcome = await orders.ListAsync(wanted.Filter, wanted.Sort, wanted.Page, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<OrderCounts>, ProblemHttpResult>> CountOrdersAsync(
        [AsParameters] OrderListQuery query, IOrderGateway orders, CancellationToken cancellationToken) =>
        query.TryRead(out var wanted, out var invalid)
            ? TypedResults.Ok(await orders.CountAsync(wanted.Filter, cancellationToken))
            : invalid.ToResult();

    private static async Task<Results<Ok<OrderView>, Accepted<OrderView>, ProblemHttpResult>> PlaceOrderAsync(
        PlaceOrder request, HttpContext http, Settling settling, IOrderGateway orders, CancellationToken cancellationToken) =>
        await settling.AnswerAsync(http, await orders.PlaceAsync(request, cancellationToken), LocationOf, IsSettled, orders.FindAsync);

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetOrderAsync(
        string id, HttpContext http, Settling settling, IOrderGateway orders, CancellationToken cancellationToken) =>
        await orders.FindAsync(id, cancellationToken) is { } order
            ? TypedResults.Ok(await settling.UntilAsync(http, order, IsSettled, token => orders.FindAsync(id, token)))
            : Problem.NotFound("order", id).ToResult();

    private static async Task<Results<Ok<OrderView>, Accepted<OrderView>, ProblemHttpResult>> CancelOrderAsync(
        string id, HttpContext http, Settling settling, IOrderGateway orders, CancellationToken cancellationToken) =>
        await settling.AnswerAsync(http, await orders.CancelAsync(id, cancellationToken), LocationOf, IsSettled, orders.FindAsync);

    private static string LocationOf(OrderView order) => "/api/orders/" + order.Id;

    private static bool IsSettled(OrderView order) => order.Status is OrderStatus.ReadyToShip or OrderStatus.Cancelled;
}
