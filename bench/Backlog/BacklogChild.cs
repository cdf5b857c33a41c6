using System.Globalization;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

/// <summary>
/// A process of its own that opens the broker, says how long the first message took, and then serves until it is told to end
/// or is killed. Its input: <c>serve SECONDS</c>, <c>end</c>.
/// </summary>
internal static class BacklogChild
{
    public const string Command = "backlog-child";

    public static async Task<int> RunAsync(string directory)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var broker = EmbeddedBroker.Open(directory, Durability.Full, TimeProvider.System, NullLogger.Instance);
        var opened = TimeProvider.System.GetElapsedTime(start);
        var deliveries = await broker.ReceiveAsync(BacklogSide.Queue, 1, TimeSpan.FromMinutes(2));
        if (deliveries.Count == 0)
            throw new InvalidOperationException("No message came.");
        Say($"ready {opened.TotalSeconds:0.0000} {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0000}");
        await broker.AcknowledgeAsync(deliveries);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is not ["serve", var seconds])
                break;
            Say($"serving");
            var turns = new BacklogTurns(broker, BacklogSide.Queue, BacklogSide.BodyBytes);
            await turns.RunAsync(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
            Say($"served {Machine.ResidentMegabytes():0.0}");
        }

        return 0;
    }

    private static void Say(FormattableString text)
    {
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        Console.Out.Flush();
    }
}
