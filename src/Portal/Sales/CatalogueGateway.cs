using Microsoft.EntityFrameworkCore;
using Portal.Client.Catalogue;
using Portal.Client.Contracts;
using Portal.Contracts.Sales;
using Portal.Data;
using Portal.Http;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class CatalogueGateway(ServiceStore<SalesDbContext> store) : ICatalogueGateway
{
    public async Task<Page<ProductView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        // The cursor is the last SKU itself: it is the key, and any text is a valid place to go on from.
        var after = page.After ?? "";
        var products = await store.ReadAsync(
            db => db.Products.AsNoTracking().Where(p => p.Sku.CompareTo(after) > 0).OrderBy(p => p.Sku).Take(page.Limit + 1)
                .ToListAsync(cancellationToken),
            cancellationToken);
        return page.Of(products, ToView, product => product.Sku);
    }

    public async Task<IReadOnlyList<ProductView>> SearchAsync(string? text, int limit, CancellationToken cancellationToken)
    {
        var pattern = LikePattern.Contains(text?.Trim() ?? "");
        var products = await store.ReadAsync(
            db => db.Products.AsNoTracking()
                .Where(p => EF.Functions.Like(p.Name, pattern, LikePattern.Escape) || EF.Functions.Like(p.Sku, pattern, LikePattern.Escape))
                .OrderBy(p => p.Name).ThenBy(p => p.Sku).Take(limit)
                .ToListAsync(cancellationToken),
            cancellationToken);
        return [.. products.Select(ToView)];
    }

    public async Task<Outcome<PutResult>> PutAsync(string sku, PutProduct request, CancellationToken cancellationToken)
    {
        var errors = Check(sku, request);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        return await store.WriteAsync<Outcome<PutResult>>(
            async work =>
            {
                var product = await work.Db.Products.FirstOrDefaultAsync(p => p.Sku == sku, cancellationToken);
                var created = product is null;
                if (product is null)
                    work.Db.Products.Add(product = new Product { Sku = sku, Name = request.Name!, Currency = request.Currency! });
                product.Name = request.Name!.Trim();
                product.PriceMinor = Money.ToMinor(request.Price);
                product.Currency = request.Currency!;
                product.Version++;
                work.Send(new ProductChanged(sku, product.Name, request.Price, product.Currency, product.Version));
                return new PutResult(ToView(product), created);
            },
            cancellationToken);
    }

    private static ProductView ToView(Product product) =>
        new(product.Sku, product.Name, Money.FromMinor(product.PriceMinor), product.Currency, product.Version);

    private static Dictionary<string, string[]> Check(string sku, PutProduct request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (sku.Length is 0 or > 64 || sku.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            errors["sku"] = ["must be 1 to 64 of A-Z a-z 0-9 . - _"];
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100 || request.Name.Any(char.IsControl))
            errors["name"] = ["must be 1 to 100 characters without control characters"];
        if (request.Price is < 0.01m or > 1_000_000m || decimal.Round(request.Price, 2) != request.Price)
            errors["price"] = ["must be 0.01 to 1,000,000 with at most two decimals"];
        if (request.Currency is not { Length: 3 } currency || !currency.All(char.IsAsciiLetterUpper))
            errors["currency"] = ["must be an ISO 4217 code, three capital letters"];
        return errors;
    }
}
