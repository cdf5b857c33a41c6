namespace Portal.Storage;

/// <summary>How the disk and the files on it do.</summary>
internal static class StorageExtensions
{
    public static IServiceCollection AddStorageHealth(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StorageWatch>(provider, () => StorageWatch.FreeOf(dataDirectory)));
        services.AddHostedService(provider => provider.GetRequiredService<StorageWatch>());
        services.AddSingleton<StorageHealth>();
        services.AddHealthChecks().AddCheck<StorageCheck>("storage");
        return services;
    }
}
