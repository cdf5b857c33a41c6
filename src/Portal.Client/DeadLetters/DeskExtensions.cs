using Microsoft.Extensions.DependencyInjection;
using Portal.Client.DeadLetters.Bulk;

namespace Portal.Client.DeadLetters;

public static class DeskExtensions
{
    /// <summary>What the pages of the desk share within one circuit.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services) => services.AddScoped<OperationNews>();
}
