using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Portal.Security.Data;

/// <summary>People, roles, passkeys, sessions and API keys, in <c>portal.db</c>; but for the last two with the tables ASP.NET Core Identity expects.</summary>
internal sealed class SecurityDbContext : IdentityDbContext<PortalUser, IdentityRole, string>
{
    // A commit that has to wait for readers is tried again where it is a statement of its own; as the end of an INSERT that answers with
    // rows, as EF Core writes it, it fails.
    public SecurityDbContext(DbContextOptions<SecurityDbContext> options)
        : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<StoredSession> Sessions => Set<StoredSession>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // The one table that Identity's schema version 3 adds. The base reads the version from the services of a running portal, and a
        // schema is no matter of configuration.
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("AspNetUserPasskeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<PortalUser>().WithMany().HasForeignKey(p => p.UserId).IsRequired().OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ApiKey>(key =>
        {
            key.ToTable("api_key");
            key.HasKey(k => k.Id);
            key.HasOne<PortalUser>().WithMany().HasForeignKey(k => k.OwnerId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<StoredSession>(session =>
        {
            session.ToTable("session");
            session.HasKey(s => s.Id);
            session.HasOne<PortalUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
