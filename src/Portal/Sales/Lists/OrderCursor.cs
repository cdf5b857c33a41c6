using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Portal.Client.Contracts;
using Portal.Client.Orders;

namespace Portal.Sales.Lists;

/// <summary>The place of an order in a list of this sort, as base64url. A cursor of one sort is none of another.</summary>
internal sealed record OrderCursor(OrderSort Sort, object Value, string Id)
{
    private const int MaxLength = 1000;

    public override string ToString() => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{WireName.Of(Sort)}/{Id}/{Value}")));

    /// <summary>Null when it is none of this sort: cursors come from outside.</summary>
    public static OrderCursor? Parse(OrderSort sort, string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/', 3);
        if (parts.Length != 3 || parts[0] != WireName.Of(sort))
            return null;
        if (sort is OrderSort.CustomerAscending or OrderSort.CustomerDescending)
            return new OrderCursor(sort, parts[2], parts[1]);
        return long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new OrderCursor(sort, number, parts[1])
            : null;
    }
}
