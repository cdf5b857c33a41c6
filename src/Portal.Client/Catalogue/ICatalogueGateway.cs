using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Catalogue;

/// <summary>What can be ordered.</summary>
public interface ICatalogueGateway
{
    /// <summary>All products by SKU, in keyset order.</summary>
    [Reads]
    Task<Page<ProductView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>The first products by name whose SKU or name contains the text, ignoring ASCII case; all when it is empty.</summary>
    [Reads]
    Task<IReadOnlyList<ProductView>> SearchAsync(string? text, int limit, CancellationToken cancellationToken);

    /// <summary>Creates or replaces a product and tells the other services. <c>Created</c> says which.</summary>
    [Needs(Ability.Trade)]
    [Audited("product.put")]
    Task<Outcome<PutResult>> PutAsync(string sku, PutProduct request, CancellationToken cancellationToken);
}

public sealed record PutResult(ProductView Product, bool Created);
