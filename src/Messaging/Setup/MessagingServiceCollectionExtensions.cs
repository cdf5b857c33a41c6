using Messaging.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>The wiring of messaging; there is no other.</summary>
public static class MessagingServiceCollectionExtensions
{
    /// <summary>
    /// Adds the broker, the bus, the outbox and the consumers. A message goes: <see cref="IMessageBus"/> or
    /// <see cref="IOutbox"/> → <see cref="OutboxRelay"/> → <see cref="IBroker"/> → consumer → <see cref="IHandler{T}"/>,
    /// and from a failed handler through the <see cref="RecoveryPolicy"/> back to the queue or to the dead letters.
    /// </summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, Action<MessagingBuilder> configure)
    {
        var messaging = new MessagingBuilder();
        configure(messaging);
        services.AddSingleton(messaging);
        services.TryAddSingleton(TimeProvider.System);

        // 1. Somebody sends: directly, or with a change of state through the outbox of its database.
        services.AddSingleton(messaging.BuildSerializers());
        services.AddSingleton(provider => provider.GetRequiredService<MessageSerializers>().Default);
        services.AddSingleton<ReplyReceiver>();
        services.AddSingleton<IMessageBus, MessageBus>();
        services.AddSingleton<IOutbox, SqlOutbox>();
        services.AddSingleton<IInbox, SqlInbox>();
        services.AddSingleton<InboxSweeper>();

        // Whoever wants to know what happens to messages; made before the broker, and so closed after it.
        if (messaging.Journal)
            AddJournal(services, messaging);

        // 2. The broker makes it durable and routes it to queues.
        services.AddSingleton(provider => EmbeddedBroker.Open(
            messaging.Directory,
            messaging.Durability,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EmbeddedBroker>>(),
            provider.GetServices<IBrokerObserver>()));
        services.AddSingleton<IBroker>(provider => provider.GetRequiredService<EmbeddedBroker>());
        services.AddSingleton<IDeadLetterLog>(provider => provider.GetRequiredService<EmbeddedBroker>());
        services.AddHostedService<TopologyDeclaration>();

        // 3. Consumers lease it, handle it, and settle it. They are started last, and so stopped first.
        foreach (var queue in messaging.Queues)
            queue.Intake.Check(queue.Name);
        foreach (var handler in messaging.Queues.SelectMany(queue => queue.Intake.Handlers))
            handler.AddTo(services);
        services.AddSingleton<DeliveryPipeline>();
        services.AddSingleton<IMessageReading, MessageReading>();
        services.AddSingleton<OutboxRelays>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelays>());
        services.AddSingleton<ConsumerHost>();
        services.AddSingleton<IConsumers>(provider => provider.GetRequiredService<ConsumerHost>());
        services.AddHostedService(provider => provider.GetRequiredService<ConsumerHost>());
        return services;
    }

    private static void AddJournal(IServiceCollection services, MessagingBuilder messaging)
    {
        messaging.JournalOptions.Validate();
        services.AddSingleton(provider => new BrokerJournal(
            messaging.Directory,
            messaging.JournalOptions,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BrokerJournal>>()));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<BrokerJournal>());
        services.AddSingleton<IBrokerObserver>(provider => provider.GetRequiredService<BrokerJournal>());
    }
}
