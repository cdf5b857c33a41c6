using Portal.Operations.DeadLetters;
using Portal.Operations.Queues;
using Portal.Operations.Topics;
using Portal.Operations.Topics.Webhooks;

namespace Portal.Operations;

internal static class OperationsExtensions
{
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddQueues();
        services.AddWebhooks(configuration, dataDirectory);
        return services.AddDeadLetters(configuration, dataDirectory);
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapQueues();
        routes.MapLeases();
        routes.MapTopics();
        routes.MapDeadLetters();
    }
}
