using Microsoft.Extensions.Logging.Console;

namespace Portal.Diagnostics;

internal static class DiagnosticsExtensions
{
    public static void AddDiagnostics(this IServiceCollection services)
    {
        services.AddSingleton<MetricsText>();
        services.AddLogging(logging => logging.AddConsoleFormatter<EscapingConsoleFormatter, ConsoleFormatterOptions>());
        services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName ??= EscapingConsoleFormatter.FormatterName);
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (MetricsText metrics) => TypedResults.Text(metrics.Read(), MetricsText.ContentType))
            .WithTags("Diagnostics").WithName("GetMetrics").WithSummary("Figures of the portal, its broker and the runtime, as Prometheus reads them.")
            .Produces<string>(contentType: "text/plain");
}
