using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Warehouse.Data;

internal sealed class WarehouseDbContext(DbContextOptions<WarehouseDbContext> options) : ServiceDbContext(options)
{
    public DbSet<StockEvent> StockEvents => Set<StockEvent>();

    public DbSet<StockLevel> StockLevels => Set<StockLevel>();

    public DbSet<Shipment> Shipments => Set<Shipment>();

    public DbSet<StockedProduct> Products => Set<StockedProduct>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StockEvent>(stock =>
        {
            stock.ToTable("stock_event");
            stock.HasKey(e => e.Id);
            stock.HasIndex(e => new { e.Sku, e.Id });
        });
        modelBuilder.Entity<StockLevel>(level =>
        {
            level.ToTable("stock_level");
            level.HasKey(l => l.Sku);
        });
        modelBuilder.Entity<Shipment>(shipment =>
        {
            shipment.ToTable("shipment");
            shipment.HasKey(s => s.OrderId);
            shipment.Property(s => s.Lines).IsJson();
        });
        modelBuilder.Entity<StockedProduct>(product =>
        {
            product.ToTable("product");
            product.HasKey(p => p.Sku);
        });
    }
}
