using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Billing.Data;

internal sealed class BillingDbContext(DbContextOptions<BillingDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<CancelledOrder> CancelledOrders => Set<CancelledOrder>();

    public DbSet<ChargeAttempt> ChargeAttempts => Set<ChargeAttempt>();

    public DbSet<BilledProduct> Products => Set<BilledProduct>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Invoice>(invoice =>
        {
            invoice.ToTable("invoice");
            invoice.HasKey(i => i.Id);
            invoice.HasIndex(i => i.OrderId).IsUnique();
            invoice.Property(i => i.Lines).IsJson();
        });
        modelBuilder.Entity<CancelledOrder>(order =>
        {
            order.ToTable("cancelled_order");
            order.HasKey(o => o.OrderId);
        });
        modelBuilder.Entity<ChargeAttempt>(attempt =>
        {
            attempt.ToTable("charge_attempt");
            attempt.HasKey(a => a.OrderId);
        });
        modelBuilder.Entity<BilledProduct>(product =>
        {
            product.ToTable("product");
            product.HasKey(p => p.Sku);
        });
    }
}
