using Portal.Client.Catalogue;

namespace Portal.Client.Orders;

/// <summary>A line of an order that is being written.</summary>
internal sealed class DraftLine
{
    public CatalogueItem? Item { get; set; }

    public int? Quantity { get; set; } = 1;

    public bool IsTouched => Item is not null || Quantity != 1;

    public decimal? Sum => Item is null || Quantity is not > 0 ? null : Item.Product.Price * Quantity;

    /// <summary>More than there is: it can be ordered all the same, and may be cancelled for it.</summary>
    public bool IsShort => Item?.Available is { } available && Quantity > available;
}
