using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>What commands need beside the store.</summary>
/// <param name="topology">The queues, topics and subscriptions.</param>
/// <param name="clock">The clock of due times.</param>
/// <param name="observers">Who is told of what happens to messages.</param>
/// <param name="deadLetterChanged">Who is told of dead letters.</param>
/// <param name="deadLetterDeleted">Who is told that there is one less.</param>
/// <param name="logger">The log.</param>
internal sealed class BrokerContext(
    Topology topology, StoreClock clock, IBrokerObserver[] observers, Action<DeadLetter> deadLetterChanged, Action<long> deadLetterDeleted, ILogger logger)
{
    public Topology Topology { get; } = topology;

    public StoreClock Clock { get; } = clock;

    public bool IsObserved => observers.Length > 0;

    public void Tell(
        BrokerEventKind kind, string queue, Message message, int deliveryCount = 0, Failure? failure = null, string? by = null)
    {
        if (observers.Length == 0)
            return;
        var happened = new BrokerEvent(
            kind, queue, message, Clock.Now, deliveryCount, failure?.Reason, failure?.ExceptionMessage ?? failure?.ExceptionType, by);
        foreach (var observer in observers)
        {
            try
            {
                observer.Observe(happened);
            }
            catch (Exception e)
            {
                // Whoever listens shows or counts things; a message must not be lost or doubled for that.
                Log.ObserverFailed(logger, kind, queue, e);
            }
        }
    }

    public void DeadLetterChanged(DeadLetter letter) => Tell(deadLetterChanged, letter, letter.Id);

    public void DeadLetterDeleted(long id) => Tell(deadLetterDeleted, id, id);

    private void Tell<T>(Action<T> listeners, T news, long id)
    {
        try
        {
            listeners(news);
        }
        catch (Exception e)
        {
            // As above.
            Log.ListenerFailed(logger, id, e);
        }
    }
}
