using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Portal.Client.Contracts;
using Portal.Client.Stock;
using Portal.Http;

namespace Portal.Warehouse;

/// <summary>The filter of <c>GET /api/stock</c>.</summary>
internal sealed record StockListQuery(
    [property: Description("A part of the SKU or of the name.")] string? Text,
    [property: Description("Only what is low; then the lowest come first.")] bool? Low,
    [property: Description("sku (default), name, onHand or available.")] string? Sort,
    [property: Description("From the highest, or from Z.")] bool? Reverse)
{
    private const int MaxText = 100;

    public bool TryRead([NotNullWhen(true)] out StockFilter? filter, [NotNullWhen(false)] out Problem? problem)
    {
        filter = null;
        if (Text is { Length: > MaxText })
        {
            problem = Problem.Invalid("text", $"must be at most {MaxText} characters");
            return false;
        }

        if (!QueryEnum.TryParse<StockSort>(Sort, "sort", out var sort, out problem))
            return false;
        filter = new StockFilter(Text, Low ?? false, sort ?? StockSort.Sku, Reverse ?? false);
        return true;
    }
}
