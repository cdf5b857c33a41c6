using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Http.Idempotency;

/// <summary>requests.db: keys that callers sent along, and what they were answered.</summary>
internal sealed class RequestsDbContext(DbContextOptions<RequestsDbContext> options) : ServiceDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<KeptRequest>(request =>
    {
        request.ToTable("request");
        request.HasKey(r => r.Id);
        request.Property(r => r.Id).ValueGeneratedNever();
        request.HasIndex(r => r.At);
    });
}
