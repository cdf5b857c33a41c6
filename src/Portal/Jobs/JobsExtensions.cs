using Microsoft.Data.Sqlite;
using Portal.Client.Jobs;
using Portal.Data;
using Portal.Operations.DeadLetters;
using Portal.Security.Audit;
using Quartz;

namespace Portal.Jobs;

/// <summary>Work that happens at a time rather than because of a message: Quartz, with its store in <c>jobs.db</c>.</summary>
internal static class JobsExtensions
{
    public static IServiceCollection AddJobs(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton<JobActivity>();
        services.AddSingleton<JobReader>();
        services.AddSingleton<IJobGateway, JobGateway>();
        services.AddQuartz(quartz =>
        {
            quartz.AddJobListener(provider => provider.GetRequiredService<JobActivity>(), []);
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(SqliteFactory.Instance, SqliteFile.ConnectionString(dataDirectory, "jobs"));
                store.ProvisionSchema();
                store.UseExecutionHistory();
            });
            var letters = new JobKey("dead-letter-retention");
            quartz.AddJob<DeadLetterRetentionJob>(job => job.WithIdentity(letters).WithDescription("Deletes archived and resolved dead letters whose time is over"));
            quartz.AddTrigger(trigger => trigger.ForJob(letters).WithIdentity("dead-letter-retention-daily").WithCronSchedule("0 0 3 * * ?"));
            var retention = new JobKey("inbox-retention");
            quartz.AddJob<InboxRetentionJob>(job => job.WithIdentity(retention).WithDescription("Forgets old inbox entries"));
            quartz.AddTrigger(trigger => trigger.ForJob(retention).WithIdentity("inbox-retention-daily").WithCronSchedule("0 30 3 * * ?"));
            var audit = new JobKey("audit-retention");
            quartz.AddJob<AuditRetentionJob>(job => job.WithIdentity(audit).WithDescription("Deletes records of the audit whose time is over"));
            quartz.AddTrigger(trigger => trigger.ForJob(audit).WithIdentity("audit-retention-daily").WithCronSchedule("0 0 4 * * ?"));
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
