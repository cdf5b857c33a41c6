using Messaging;
using Portal.Client.Instances;
using Portal.Contracts.Compute;

namespace Portal.Jobs.Schedules;

internal static class SchedulesExtensions
{
    public static IServiceCollection AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<ScheduleFeed>();
        services.AddSingleton<ScheduleGateway>();
        services.AddSingleton<IScheduleGateway>(provider => provider.GetRequiredService<ScheduleGateway>());
        return services;
    }

    /// <summary>The queue <c>jobs</c>: what jobs hear of services.</summary>
    public static MessagingBuilder AddSchedules(this MessagingBuilder messaging) => messaging.Queue("jobs", queue =>
    {
        queue.Consumers(1, 2);
        queue.Handle<InstanceTerminated, RemoveSchedules>();
    });
}
