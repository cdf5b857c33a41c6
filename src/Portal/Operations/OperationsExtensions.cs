using Portal.Client.DeadLetters;
using Portal.Client.Queues;

namespace Portal.Operations;

internal static class OperationsExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<QueueRates>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueRates>());
        services.AddSingleton<QueueGateway>();
        services.AddSingleton<IQueueGateway>(provider => provider.GetRequiredService<QueueGateway>());
        services.AddSingleton<IDeadLetterGateway, DeadLetterGateway>();
        services.AddHostedService<DeadLetterFeed>();
        return services;
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapQueues();
        routes.MapLeases();
        routes.MapDeadLetters();
    }
}
