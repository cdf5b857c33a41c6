namespace Bench;

/// <summary>Who publishes what, and who takes it.</summary>
/// <param name="BodyBytes">Of every message.</param>
/// <param name="Producers">Each publishes one message a call.</param>
/// <param name="UnconfirmedEach">How many of a producer's messages may be unconfirmed at once.</param>
/// <param name="Waiting">Messages that wait in the queue all the while.</param>
/// <param name="Consumers">In the same process.</param>
/// <param name="TakenEach">The most messages a consumer has under lease: taken together, acknowledged together.</param>
internal sealed record Traffic(
    int BodyBytes, int Producers, int UnconfirmedEach, long Waiting = 0, int Consumers = 4, int TakenEach = 250)
{
    /// <summary>The one that is quoted.</summary>
    public static Traffic Headline { get; } = new(256, 8, 125, Waiting: 100_000);

    public bool IsOneInFlight => Producers * UnconfirmedEach == 1;

    public override string ToString() =>
        $"{BodyBytes,6:N0} B, {Producers,5:N0} producers × {UnconfirmedEach,3:N0} unconfirmed, {Waiting,7:N0} waiting";
}
