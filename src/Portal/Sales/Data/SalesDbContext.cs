using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Sales.Data;

internal sealed class SalesDbContext(DbContextOptions<SalesDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderCount> OrderCounts => Set<OrderCount>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("product");
            product.HasKey(p => p.Sku);
            product.HasIndex(p => new { p.Name, p.Sku });
        });
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("order");
            order.HasKey(o => o.Id);
            order.Property(o => o.Lines).IsJson();
            order.Property(o => o.Version).IsConcurrencyToken();
            order.HasIndex(o => new { o.PlacedAt, o.Id });
            order.HasIndex(o => new { o.Status, o.PlacedAt, o.Id });
            order.HasIndex(o => new { o.UpdatedAt, o.Id });
            order.HasIndex(o => new { o.TotalMinor, o.Id });
            order.HasIndex(o => new { o.Customer, o.Id }); // without regard to ASCII case, as the migration makes it
        });
        modelBuilder.Entity<OrderCount>(count =>
        {
            count.ToTable("order_count");
            count.HasKey(c => c.Status);
            count.Property(c => c.Status).ValueGeneratedNever();
        });
    }
}
