using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Portal.Client.Contracts;
using Portal.Client.Stock;

namespace Portal.Warehouse;

/// <summary>The filter of <c>GET /api/stock</c>.</summary>
internal sealed record StockListQuery(
    [property: Description("A part of the SKU or of the name.")] string? Text,
    [property: Description("Only what is low; then the lowest come first.")] bool? Low,
    [property: Description("sku (default), name, onHand or available; with '-' before it descending.")] string? Sort)
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

        if (!StockFilter.TryParseSort(Sort, out var sort, out var descending))
        {
            problem = Problem.Invalid("sort", "must be sku, name, onHand or available, with '-' before it for descending");
            return false;
        }

        problem = null;
        filter = new StockFilter(Text, Low ?? false, sort, descending);
        return true;
    }
}
