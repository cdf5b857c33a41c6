using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Sales.Data;

internal sealed class SalesDbContext(DbContextOptions<SalesDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("product");
            product.HasKey(p => p.Sku);
        });
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("order");
            order.HasKey(o => o.Id);
            order.Property(o => o.Lines).IsJson();
            order.Property(o => o.Version).IsConcurrencyToken();
            order.HasIndex(o => new { o.PlacedAt, o.Id });
            order.HasIndex(o => new { o.Status, o.PlacedAt, o.Id });
        });
    }
}
