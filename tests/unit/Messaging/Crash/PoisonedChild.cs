using System.Diagnostics;
using System.Text;
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Unit.Messaging.Crash;

/// <summary>Handles a queue with eight handlers at a time until it is empty; a handler that gets "poison" kills the process.</summary>
internal static class PoisonedChild
{
    public const int MaxAttempts = 3;

    public static async Task<int> RunAsync(string directory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new CrashLog(Path.Combine(directory, "log")));
        builder.Services.AddMessaging(messaging =>
        {
            messaging.Directory = directory;
            messaging.Queue(CrashChild.Queue, queue =>
            {
                queue.Options = new QueueOptions { MaxDeliveryAttempts = MaxAttempts, MinConsumers = 8 };
                queue.HandleBytes<Handler>();
            });
        });
        using var host = builder.Build();
        await host.StartAsync();
        var broker = host.Services.GetRequiredService<IBroker>();

        // Longer than a test takes: one that died must not leave this process behind.
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (broker.Statistics(CrashChild.Queue) is { Ready: > 0 } or { Leased: > 0 })
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, end.Token);
        await host.StopAsync(CancellationToken.None);
        return 0;
    }

    public sealed class Handler(CrashLog log) : IHandler<Message>
    {
        public async Task HandleAsync(Message message, MessageContext context, CancellationToken cancellationToken)
        {
            // Others are being handled at this moment, and are not to blame.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            if (Encoding.UTF8.GetString(message.Body.Span) == "poison")
                Process.GetCurrentProcess().Kill();
            log.Add("handled", message.Id);
        }
    }
}
