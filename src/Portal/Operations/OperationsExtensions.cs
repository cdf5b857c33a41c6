using Portal.Client.Queues;
using Portal.Operations.DeadLetters;

namespace Portal.Operations;

internal static class OperationsExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddSingleton<QueueRates>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueRates>());
        services.AddSingleton<QueueGateway>();
        services.AddSingleton<IQueueGateway>(provider => provider.GetRequiredService<QueueGateway>());
        return services.AddDeadLetters(configuration, dataDirectory);
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapQueues();
        routes.MapLeases();
        routes.MapDeadLetters();
    }
}
