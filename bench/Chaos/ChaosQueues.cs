using Messaging;
using Messaging.Embedded;

namespace Bench.Chaos;

/// <summary>The queues of the load.</summary>
internal static class ChaosQueues
{
    public const string Plain = "plain";
    public const string Keyed = "keyed";
    public const string Short = "short";
    public const string Failing = "failing";
    public const string Left = "left";
    public const string Right = "right";
    public const string Effects = "effects";
    public const string News = "news";

    /// <summary>Shorter than a child lives, so that leases end while it runs.</summary>
    public static readonly TimeSpan ShortLease = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyDictionary<string, QueueOptions> All { get; } = new Dictionary<string, QueueOptions>
    {
        [Plain] = new() { MaxDeliveryAttempts = 5, DedupeWindow = TimeSpan.FromMinutes(10) },
        [Keyed] = new() { MaxDeliveryAttempts = 4 },
        [Short] = new() { MaxDeliveryAttempts = 6, LeaseDuration = ShortLease },
        [Failing] = new() { MaxDeliveryAttempts = 3 },
        [Left] = new(),
        [Right] = new(),
        [Effects] = new() { MaxDeliveryAttempts = 1000 },
    };

    public static IReadOnlyDictionary<string, int> MaxAttempts { get; } =
        All.ToDictionary(q => q.Key, q => q.Value.MaxDeliveryAttempts);

    public static async Task DeclareAsync(EmbeddedBroker broker)
    {
        foreach (var (name, options) in All)
            await broker.DeclareQueueAsync(name, options);
        await broker.SubscribeAsync(new Subscription(News, Left, Left));
        await broker.SubscribeAsync(new Subscription(News, Right, Right));
    }
}
