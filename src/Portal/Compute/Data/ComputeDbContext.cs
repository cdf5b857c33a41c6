using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data;

namespace Portal.Compute.Data;

/// <summary>compute.db: the instances and their history.</summary>
internal sealed class ComputeDbContext(DbContextOptions<ComputeDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Instance> Instances => Set<Instance>();

    public DbSet<InstanceRecord> History => Set<InstanceRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InstanceRecord>(record =>
        {
            record.ToTable("instance_history");
            record.HasKey(r => new { r.InstanceId, r.Version });
            record.Property(r => r.InstanceId).HasColumnName("instance_id");
            record.Property(r => r.Version).HasColumnName("version");
            record.Property(r => r.At).HasColumnName("at");
            record.Property(r => r.What).HasColumnName("what");
            record.Property(r => r.State).HasColumnName("state");
            record.Property(r => r.ReasonCode).HasColumnName("reason_code");
            record.Property(r => r.ReasonMessage).HasColumnName("reason_message");
            record.Property(r => r.By).HasColumnName("by");
        });
        modelBuilder.Entity<Instance>(MapInstance);
    }

    private static void MapInstance(EntityTypeBuilder<Instance> instance)
    {
        instance.ToTable("instances");
        instance.HasKey(i => i.Id);
        instance.Ignore(i => i.Reason);
        instance.Ignore(i => i.Lifecycle);
        instance.Ignore(i => i.Process);
        instance.Property(i => i.Id).HasColumnName("id");
        instance.Property(i => i.Name).HasColumnName("name");
        instance.Property(i => i.Workload).HasColumnName("workload");
        instance.Property(i => i.CreatedAt).HasColumnName("created_at");
        instance.Property(i => i.UpdatedAt).HasColumnName("updated_at");
        instance.Property(i => i.State).HasColumnName("state");
        instance.Property(i => i.Version).HasColumnName("version");
        instance.Property(i => i.AskedVersion).HasColumnName("asked_version");
        instance.Property(i => i.LaunchVersion).HasColumnName("launch_version");
        instance.Property(i => i.Rebooting).HasColumnName("rebooting");
        instance.Property(i => i.ReasonCode).HasColumnName("reason_code");
        instance.Property(i => i.ReasonMessage).HasColumnName("reason_message");
        instance.Property(i => i.IsProtected).HasColumnName("protected");
        instance.Property(i => i.Pid).HasColumnName("pid");
        instance.Property(i => i.ProcessStartTime).HasColumnName("process_start_time");
        instance.Property(i => i.BootId).HasColumnName("boot_id");
        instance.Property(i => i.StateSince).HasColumnName("state_since");
        instance.Property(i => i.StartedAt).HasColumnName("started_at");
        instance.Property(i => i.DeadLetter).HasColumnName("dead_letter");
    }
}
