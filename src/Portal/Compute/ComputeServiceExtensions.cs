using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Figures;
using Portal.Compute.Handlers;
using Portal.Compute.Instances;
using Portal.Compute.Logs;
using Portal.Compute.Processes;
using Portal.Compute.Setup;
using Portal.Contracts.Compute;
using Portal.Data;
using Portal.Overview;

namespace Portal.Compute;

/// <summary>The Compute service: instances.</summary>
internal static class ComputeServiceExtensions
{
    public static IServiceCollection AddCompute(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddServiceDatabase<ComputeDbContext>(dataDirectory, "compute");
        services.AddRequestMarks<ComputeDbContext>();
        services.AddOptions<ComputeOptions>()
            .Configure(options => ComputeOptionsReader.Read(configuration.GetSection(ComputeOptions.Section), options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ComputeOptions>, ComputeOptionsValidation>();
        services.AddSingleton<IInstanceProvider>(provider => new ProcessProvider(
            Path.GetFullPath(Path.Combine(dataDirectory, "instances")),
            provider.GetRequiredService<IOptions<ComputeOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<InstanceTurns>();
        services.AddSingleton<InstanceWork>();
        services.AddSingleton<InstanceGateway>();
        services.AddSingleton<IInstanceGateway>(provider => provider.GetRequiredService<InstanceGateway>());
        services.AddSingleton<IInstanceFigures, InstanceFigures>();
        services.AddSingleton<InstanceLogs>();
        services.AddSingleton<IInstanceLogs>(provider => provider.GetRequiredService<InstanceLogs>());
        services.AddSingleton<ProcessSampler>();
        services.AddSingleton<IProcessFigures>(provider => provider.GetRequiredService<ProcessSampler>());
        services.AddHostedService(provider => provider.GetRequiredService<ProcessSampler>());
        services.AddSingleton<ISeed, ComputeSeed>();
        services.AddSingleton<InstanceWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<InstanceWatcher>());
        services.AddHostedService<FailedCommands>();
        return services;
    }

    /// <summary>
    /// The queue <c>compute</c>. A stop occupies its worker for the grace period, hence many workers; they cost nothing
    /// while they wait.
    /// </summary>
    public static MessagingBuilder AddCompute(this MessagingBuilder messaging) => messaging.Queue("compute", queue =>
    {
        queue.Consumers(4, 16);
        queue.Handle<StartInstance, StartInstanceHandler>();
        queue.Handle<StopInstance, StopInstanceHandler>();
        queue.Handle<RebootInstance, RebootInstanceHandler>();
        queue.Handle<TerminateInstance, TerminateInstanceHandler>();
        queue.Handle<StopInstanceAsScheduled, StopInstanceAsScheduledHandler>();
        queue.Handle<StartInstanceAsScheduled, StartInstanceAsScheduledHandler>();
    });
}
