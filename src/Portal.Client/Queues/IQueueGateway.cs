using Portal.Client.Charts;
using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Queues;

/// <summary>Queues, as pages and REST use them.</summary>
public interface IQueueGateway
{
    [Reads]
    IReadOnlyList<QueueView> List();

    [Reads]
    QueueView? Find(string name);

    /// <summary>What it looked like over time, since the portal was started.</summary>
    [Reads]
    FigureHistory History(string name, ChartRange range);

    /// <summary>Messages published and acknowledged a second, over the last minute: for the small charts of a list.</summary>
    [Reads]
    FigureHistory Recent(string name);

    /// <summary>What is under lease, the longest held first.</summary>
    [Reads]
    IReadOnlyList<HeldMessage> Held(string name, int max);

    /// <summary>Creates the queue, or changes its settings. A queue that exists goes on working meanwhile.</summary>
    [Needs(Ability.OperateQueues)]
    Task<Outcome<PutQueueResult>> PutAsync(string name, PutQueue request, CancellationToken cancellationToken);

    /// <summary>Deletes the queue with everything in it; its dead letters stay. 409 for a service's own. Cannot be undone.</summary>
    [Needs(Ability.Destroy)]
    Task<Outcome<QueueView>> DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Hands out no new message until resumed; what is being handled goes on.</summary>
    [Needs(Ability.OperateQueues)]
    Task<Outcome<QueueView>> PauseAsync(string name, CancellationToken cancellationToken);

    [Needs(Ability.OperateQueues)]
    Task<Outcome<QueueView>> ResumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes every ready and scheduled message. Cannot be undone.</summary>
    [Needs(Ability.Destroy)]
    Task<Outcome<PurgeResult>> PurgeAsync(string name, CancellationToken cancellationToken);
}

public sealed record PurgeResult(long Purged);

/// <param name="Queue">The queue as it is now.</param>
/// <param name="Created">Whether it was made just now.</param>
public sealed record PutQueueResult(QueueView Queue, bool Created);

/// <summary>A message somebody has in hand.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Since">When it was handed out.</param>
/// <param name="LeaseEnds">When the lease ends unless it is renewed, which handlers of the portal do by themselves.</param>
/// <param name="Holder">Who has it.</param>
public sealed record HeldMessage(
    long Sequence, string MessageId, string Type, int Attempt, DateTimeOffset Since, DateTimeOffset LeaseEnds, Holder Holder);

/// <summary>Who has a message in hand.</summary>
public enum Holder
{
    /// <summary>A handler of the portal is at it.</summary>
    Handler,

    /// <summary>The portal has taken it, and a handler will be free soon.</summary>
    Waiting,

    /// <summary>It is handled, and about to be deleted.</summary>
    Settling,

    /// <summary>A program that received it over REST.</summary>
    Program,
}
