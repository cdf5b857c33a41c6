namespace Portal.Live.Events;

internal static class EventsExtensions
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventRing>()
        .AddScoped<EventSnapshot>()
        .AddTransient<EventStream>();
}
