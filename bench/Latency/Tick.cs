using Messaging;

namespace Bench;

/// <param name="Due">When it was to be sent, whether or not the sender was on time: a stall counts for every message it holds up.</param>
/// <param name="Sent">When the sender came to it.</param>
/// <param name="Padding">Brings the body to about 256 bytes.</param>
[Command("bench.tick.v1", queue: Queue)]
internal sealed record Tick(long Due, long Sent, string Padding)
{
    public const string Queue = "ticks";
}
