using Microsoft.Extensions.DependencyInjection;

namespace Portal.Client.Elements;

public static class ElementsExtensions
{
    /// <summary>What the elements share within one circuit.</summary>
    public static IServiceCollection AddElements(this IServiceCollection services) => services.AddScoped<Toasts>();
}
