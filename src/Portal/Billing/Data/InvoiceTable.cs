using Portal.Data;

namespace Portal.Billing.Data;

/// <summary>What every invoice writes and asks; statements in place of the context's, for their speed.</summary>
internal static class InvoiceTable
{
    private const string Insert = """
        INSERT INTO invoice (OrderId, ChargeId, TotalMinor, Currency, Lines, ChargedAt) VALUES ($1, $2, $3, $4, $5, $6) RETURNING Id
        """;

    private const string ProductName = "SELECT Name FROM product WHERE Sku = $1";

    /// <summary>Stores the invoice, and answers with its number.</summary>
    public static string Add(this Work<BillingDbContext> work, Invoice invoice)
    {
        var id = work.Sql(Insert).Number(
            invoice.OrderId, invoice.ChargeId, invoice.TotalMinor, invoice.Currency, JsonColumn.Write(invoice.Lines), invoice.ChargedAt);
        return Invoice.NumberOf(id!.Value);
    }

    /// <summary>The name that goes on an invoice, or null for a product that Billing has not heard of.</summary>
    public static string? ProductNameOf(this Work<BillingDbContext> work, string sku) =>
        work.Sql(ProductName).First(row => row.GetString(0), sku);
}
