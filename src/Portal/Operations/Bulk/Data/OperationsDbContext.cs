using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Operations.Bulk.Data;

internal sealed class OperationsDbContext(DbContextOptions<OperationsDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Operation> Operations => Set<Operation>();

    public DbSet<OperationChunk> Chunks => Set<OperationChunk>();

    public DbSet<OperationReason> Reasons => Set<OperationReason>();

    public DbSet<OperationMark> Marks => Set<OperationMark>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Operation>(operation =>
        {
            operation.ToTable("operation");
            operation.HasKey(o => o.Seq);
            operation.Property(o => o.Id).IsRequired(); // not the key that its name suggests
            operation.Ignore(o => o.Remaining);
            operation.HasIndex(o => o.Id).IsUnique();
            operation.HasIndex(o => new { o.IsOver, o.Seq });
            operation.HasIndex(o => new { o.State, o.Seq });
        });
        modelBuilder.Entity<OperationChunk>(chunk =>
        {
            chunk.ToTable("operation_chunk");
            chunk.HasKey(c => new { c.Operation, c.Number });
            chunk.HasIndex(c => new { c.Operation, c.FirstId });
        });
        modelBuilder.Entity<OperationReason>(reason =>
        {
            reason.ToTable("operation_reason");
            reason.HasKey(r => new { r.Operation, r.Number });
        });
        modelBuilder.Entity<OperationMark>(mark =>
        {
            mark.ToTable("operation_mark");
            mark.HasKey(m => m.Id);
            mark.Property(m => m.Id).ValueGeneratedNever();
        });
    }
}
