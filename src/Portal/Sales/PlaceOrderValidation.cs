using System.Globalization;
using Portal.Client.Orders;

namespace Portal.Sales;

/// <summary>The rules of <see cref="PlaceOrder"/> that need no database. Every error is collected, under its field's JSON name.</summary>
internal static class PlaceOrderValidation
{
    public const int MaxCustomer = 100;
    public const int MaxLines = 50;
    public const int MaxQuantity = 1000;
    public const int MaxCard = 64;

    public static Dictionary<string, string[]> Check(PlaceOrder request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(request.Customer))
            errors["customer"] = ["is required"];
        else if (request.Customer.Length > MaxCustomer || request.Customer.Any(char.IsControl))
            errors["customer"] = [$"must be at most {MaxCustomer} characters without control characters"];
        if (request.Card is { } card && (card.Length is 0 or > MaxCard || card.Any(c => c is < '!' or > '~')))
            errors["card"] = [$"must be 1 to {MaxCard} printable ASCII characters without spaces, or absent"];
        if (request.Lines is not { Count: > 0 and <= MaxLines } lines)
        {
            errors["lines"] = [$"must have 1 to {MaxLines} lines"];
            return errors;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"lines[{i}]");
            if (lines[i] is not { } line)
            {
                errors[field] = ["is required"];
                continue;
            }

            if (string.IsNullOrEmpty(line.Sku))
                errors[field + ".sku"] = ["is required"];
            else if (!seen.Add(line.Sku))
                errors[field + ".sku"] = ["is in an earlier line already: add up the quantities"];
            if (line.Quantity is < 1 or > MaxQuantity)
                errors[field + ".quantity"] = [$"must be 1 to {MaxQuantity}"];
        }

        return errors;
    }
}
