using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Warehouse.Data;

internal sealed class WarehouseDbContext(DbContextOptions<WarehouseDbContext> options) : ServiceDbContext(options)
{
    public DbSet<StockEvent> StockEvents => Set<StockEvent>();

    /// <summary>Of all generations; <see cref="ServingLevels"/> are those that count.</summary>
    public DbSet<StockLevel> StockLevels => Set<StockLevel>();

    /// <summary>The levels that serve, one for each SKU.</summary>
    public IQueryable<StockLevel> ServingLevels => StockProjection.SelectMany(p => StockLevels.Where(l => l.Generation == p.Generation));

    public DbSet<StockSnapshot> StockSnapshots => Set<StockSnapshot>();

    public DbSet<StockProjection> StockProjection => Set<StockProjection>();

    public DbSet<StockRebuild> StockRebuilds => Set<StockRebuild>();

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
            level.HasKey(l => new { l.Generation, l.Sku });
            level.Ignore(l => l.Available);
            level.Property<long>("AvailableColumn").HasColumnName("Available").HasComputedColumnSql("OnHand - Reserved");
            level.HasIndex("Generation", "AvailableColumn", "Sku").HasDatabaseName("IX_stock_level_Generation_Available_Sku");
            level.HasIndex(l => new { l.Generation, l.OnHand, l.Sku });
        });
        modelBuilder.Entity<StockSnapshot>(snapshot =>
        {
            snapshot.ToTable("stock_snapshot");
            snapshot.HasKey(s => new { s.Generation, s.Sku, s.EventId });
            snapshot.HasIndex(s => new { s.Generation, s.Sku, s.At });
        });
        modelBuilder.Entity<StockProjection>(projection =>
        {
            projection.ToTable("stock_projection");
            projection.HasKey(p => p.Id);
            projection.Property(p => p.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<StockRebuild>(rebuild =>
        {
            rebuild.ToTable("stock_rebuild");
            rebuild.HasKey(r => r.Id);
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
            product.HasIndex(p => new { p.Name, p.Sku });
        });
    }
}
