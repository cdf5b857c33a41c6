using System.Globalization;

namespace Portal.Billing.Data;

/// <summary>What was charged for an order; one for each order that was charged.</summary>
internal sealed class Invoice
{
    public long Id { get; init; }

    public required string OrderId { get; init; }

    public required string ChargeId { get; init; }

    public long TotalMinor { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    public long ChargedAt { get; init; }

    public long? RefundedAt { get; set; }

    public string Number => NumberOf(Id);

    public static string NumberOf(long id) => string.Create(CultureInfo.InvariantCulture, $"INV-{id:D6}");
}

internal sealed record InvoiceLine(string Sku, string Name, int Quantity, decimal UnitPrice);
