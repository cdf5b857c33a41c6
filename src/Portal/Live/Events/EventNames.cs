using Portal.Client.DeadLetters;
using Portal.Client.Instances;
using Portal.Client.Live;
using Portal.Client.Operations;
using Portal.Client.Orders;
using Portal.Client.Queues;

namespace Portal.Live.Events;

/// <summary>The events, named as the hub's calls are.</summary>
internal static class EventNames
{
    public const string Order = "orderChanged";
    public const string Instance = "instanceChanged";
    public const string Queue = "queueChanged";
    public const string DeadLetter = "deadLetterChanged";
    public const string Operation = "operationChanged";

    public static readonly IReadOnlyList<string> All = [Order, Instance, Queue, DeadLetter, Operation];

    /// <summary>Follows every type; each change goes to <paramref name="heard"/> with its name.</summary>
    public static IReadOnlyList<IDisposable> Follow(ILiveFeed feed, Action<string, IReadOnlyList<ILiveEntity>> heard) =>
    [
        Subscribe<OrderView>(feed, Order, heard),
        Subscribe<InstanceView>(feed, Instance, heard),
        Subscribe<QueueView>(feed, Queue, heard),
        Subscribe<DeadLetterView>(feed, DeadLetter, heard),
        Subscribe<OperationView>(feed, Operation, heard),
    ];

    private static IDisposable Subscribe<T>(ILiveFeed feed, string name, Action<string, IReadOnlyList<ILiveEntity>> heard)
        where T : class, ILiveEntity => feed.Subscribe<T>(changed =>
        {
            heard(name, changed);
            return Task.CompletedTask;
        });
}
