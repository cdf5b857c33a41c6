using Portal.Client.Operations;
using Portal.Data;
using Portal.Operations.Bulk.Data;
using Portal.Operations.DeadLetters;
using Portal.Overview;
using Quartz;

namespace Portal.Operations.Bulk;

/// <summary>Long work on dead letters: what people start, and the workers that carry it out.</summary>
internal static class BulkExtensions
{
    public static IServiceCollection AddBulkOperations(this IServiceCollection services, string dataDirectory)
    {
        services.AddServiceDatabase<OperationsDbContext>(dataDirectory, "operations");
        services.AddRequestMarks<OperationsDbContext>();
        services.AddSingleton<OperationsInHand>();
        services.AddSingleton<IReplaysInHand>(provider => provider.GetRequiredService<OperationsInHand>());
        services.AddSingleton<OperationBook>();
        services.AddSingleton<LetterWork>();
        services.AddSingleton<CanaryWatch>();
        services.AddSingleton<OperationTools>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<MissedReturns>();
        services.AddSingleton<OperationSnapshot>();
        services.AddSingleton<OperationItems>();
        services.AddSingleton<OperationRetention>();
        services.AddSingleton<OperationGateway>();
        services.AddScoped<IOperationGateway, OperationControl>(); // whose it is decides what may be done to one that runs
        services.AddSingleton<IOperationFigures, OperationFigures>();
        services.AddHostedService<OperationReturns>(); // first: it hears of what the workers' replays come to
        services.AddHostedService(provider => provider.GetRequiredService<OperationRunner>());
        services.AddQuartz(quartz =>
        {
            var retention = new JobKey("operation-retention");
            quartz.AddJob<OperationRetentionJob>(job => job.WithIdentity(retention).WithDescription("Removes operations that ended over 90 days ago"));
            quartz.AddTrigger(trigger => trigger.ForJob(retention).WithIdentity("operation-retention-daily").WithCronSchedule("0 40 3 * * ?"));
        });
        return services;
    }
}
