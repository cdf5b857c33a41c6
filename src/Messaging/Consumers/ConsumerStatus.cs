namespace Messaging;

/// <summary>The consumers of one queue in this process, at one moment.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Consumers">Handlers that could run at the same time, now; from the minimum to the maximum.</param>
/// <param name="Busy">Handlers that run.</param>
/// <param name="MinConsumers">The fewest there may be; see <see cref="QueueOptions.MinConsumers"/>.</param>
/// <param name="MaxConsumers">The most there may be; see <see cref="QueueOptions.MaxConsumers"/>.</param>
/// <param name="Circuits">What its handlers call and does not answer, by name; empty when all is well.</param>
public sealed record ConsumerStatus(
    string Queue, int Consumers, int Busy, int MinConsumers, int MaxConsumers, IReadOnlyList<CircuitStatus> Circuits)
{
    /// <summary>How failures of its handlers are retried at present.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>
    /// Whether the queue's messages flow: <see cref="CircuitState.Closed"/> unless some circuit is open or probing.
    /// </summary>
    public CircuitState State
    {
        get
        {
            var state = CircuitState.Closed;
            foreach (var circuit in Circuits)
            {
                if (circuit.State > state)
                    state = circuit.State;
            }

            return state;
        }
    }
}
