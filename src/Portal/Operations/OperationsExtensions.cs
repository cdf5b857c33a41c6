using Portal.Client.DeadLetters;
using Portal.Operations.Queues;
using Portal.Operations.Topics;

namespace Portal.Operations;

internal static class OperationsExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddQueues();
        services.AddSingleton<IDeadLetterGateway, DeadLetterGateway>();
        services.AddHostedService<DeadLetterFeed>();
        return services;
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapQueues();
        routes.MapLeases();
        routes.MapTopics();
        routes.MapDeadLetters();
    }
}
