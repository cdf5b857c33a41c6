using Microsoft.Extensions.DependencyInjection;

namespace Unit.Portal.Edge;

internal static class Services
{
    /// <summary>What writing problem details takes.</summary>
    public static IServiceProvider ForProblems() => new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
}
