using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Orders;
using Portal.Contracts.Sales;
using Portal.Data;
using Portal.Sales.Data;
using Portal.Sales.Lists;

namespace Portal.Sales;

internal sealed class OrderGateway(ServiceStore<SalesDbContext> store) : IOrderGateway
{
    private readonly OrderList _list = new(store);

    public Task<Outcome<OrderListing>> ListAsync(OrderFilter filter, OrderSort sort, OrderPageRequest page, CancellationToken cancellationToken) =>
        _list.ReadAsync(filter, sort, page, cancellationToken);

    public Task<OrderCounts> CountAsync(OrderFilter filter, CancellationToken cancellationToken) => _list.CountAsync(filter, cancellationToken);

    public async Task<OrderView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var order = await store.ReadAsync(
            db => db.Orders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken), cancellationToken);
        return order?.ToView();
    }

    public async Task<Outcome<OrderView>> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken)
    {
        var errors = PlaceOrderValidation.Check(request);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var lines = request.Lines!.Select(line => line!).ToList();
        return await store.WriteOnceAsync<OrderView>(
            work =>
            {
                // Asked for before, by the same form: a second click, or a connection that was lost before the answer.
                if (request.DraftId is { } draft && work.FindOrder(draft) is { } placed)
                    return placed.ToView();
                var products = lines.Select(line => work.FindProduct(line.Sku!)).OfType<Product>().ToDictionary(p => p.Sku, StringComparer.Ordinal);
                CheckAgainstCatalogue(lines, products, errors);
                if (errors.Count > 0)
                    return Problem.Invalid(errors);
                var order = NewOrder(request, lines, products, work.Now);
                work.Add(order);
                work.Send(
                    new OrderPlaced(
                        order.Id,
                        Money.FromMinor(order.TotalMinor),
                        order.Currency,
                        [.. order.Lines.Select(l => new PlacedLine(l.Sku, l.Quantity, l.UnitPrice))],
                        request.Card),
                    correlationId: order.Id);
                var view = order.ToView();
                work.Changed(view);
                return view;
            },
            cancellationToken);
    }

    public Task<Outcome<OrderView>> CancelAsync(string id, CancellationToken cancellationToken) => store.WriteOnceAsync<OrderView>(
        work =>
        {
            var order = work.FindOrder(id);
            if (order is null)
                return Problem.NotFound("order", id);
            if (OrderStateMachine.Next(order.Status, OrderFact.CancelRequested) is null)
            {
                return Problem.Conflict(
                    "The order cannot be cancelled any more",
                    $"Order '{id}' is {(order.Status == OrderStatus.Cancelled ? "cancelled" : "readyToShip")}.");
            }

            const string reason = "Cancelled on request";
            work.Apply(order, OrderFact.CancelRequested, o => o.Failure = reason);
            work.Send(new OrderCancelled(id, reason), correlationId: id);
            return order.ToView();
        },
        cancellationToken);

    private static void CheckAgainstCatalogue(
        List<PlaceOrderLine> lines, Dictionary<string, Product> products, Dictionary<string, string[]> errors)
    {
        var currency = lines.Select(l => products.GetValueOrDefault(l.Sku!)?.Currency).FirstOrDefault(c => c is not null);
        for (var i = 0; i < lines.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"lines[{i}].sku");
            if (!products.TryGetValue(lines[i].Sku!, out var product))
                errors[field] = [$"'{lines[i].Sku}' is not in the catalogue"];
            else if (product.Currency != currency)
                errors[field] = [$"is priced in {product.Currency}, an earlier line in {currency}: place an order for each currency"];
        }
    }

    private static Order NewOrder(
        PlaceOrder request, List<PlaceOrderLine> lines, Dictionary<string, Product> products, DateTimeOffset now) => new()
        {
            Id = request.DraftId ?? PlaceOrder.NewDraftId(now),
            Customer = request.Customer!.Trim(),
            Lines =
            [
                .. lines.Select(l => new OrderLine(
                    l.Sku!, products[l.Sku!].Name, l.Quantity, Money.FromMinor(products[l.Sku!].PriceMinor))),
            ],
            TotalMinor = lines.Sum(l => l.Quantity * products[l.Sku!].PriceMinor),
            Currency = products[lines[0].Sku!].Currency,
            Status = OrderStatus.Placed,
            Version = 1,
            PlacedAt = now.ToUnixTimeMilliseconds(),
            UpdatedAt = now.ToUnixTimeMilliseconds(),
        };
}
