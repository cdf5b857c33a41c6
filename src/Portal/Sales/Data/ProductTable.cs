using Portal.Data;

namespace Portal.Sales.Data;

/// <summary>What every order reads of the catalogue; see <see cref="OrderTable"/>.</summary>
internal static class ProductTable
{
    private const string Select = "SELECT Sku, Name, PriceMinor, Currency, Version FROM product WHERE Sku = $1";

    public static Product? FindProduct(this Work<SalesDbContext> work, string sku) => work.Sql(Select).First(
        row => new Product
        {
            Sku = row.GetString(0),
            Name = row.GetString(1),
            PriceMinor = row.GetInt64(2),
            Currency = row.GetString(3),
            Version = row.GetInt64(4),
        },
        sku);
}
