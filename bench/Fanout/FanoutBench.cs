using System.Text.Json.Nodes;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

internal sealed class FanoutBench : IBench
{
    private const int Rounds = 5;
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(1.5);
    private static readonly FanoutWay[] _ways = [FanoutWay.Topic, FanoutWay.TenCalls, FanoutWay.OneCall];

    public string Name => "fanout";

    public string About => "a 4 KiB event to 10 subscriptions, durable, beside ten separate sends of the same body; without and with consuming";

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        Machine.Describe();
        using var directory = new BenchDirectory();
        var before = Machine.Probe("before", directory.Path);
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Full, TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < FanoutRound.Queues; i++)
        {
            await broker.DeclareQueueAsync(FanoutRound.Queue(i), new QueueOptions());
            await broker.SubscribeAsync(new Subscription(FanoutRound.Topic, FanoutRound.Queue(i), FanoutRound.Queue(i)));
        }

        var publishing = await AlternateAsync(broker, consumed: false);
        var consuming = await AlternateAsync(broker, consumed: true);
        var after = Machine.Probe("after", directory.Path);
        return new JsonObject
        {
            ["eventsPerSecond"] = Math.Round(publishing.Topic),
            ["tenSendsPerSecond"] = Math.Round(publishing.TenCalls),
            ["ratio"] = Math.Round(publishing.Ratio, 2),
            ["ratioToOneCall"] = Math.Round(publishing.RatioToOneCall, 2),
            ["consumedEventsPerSecond"] = Math.Round(consuming.Topic),
            ["consumedTenSendsPerSecond"] = Math.Round(consuming.TenCalls),
            ["consumedRatio"] = Math.Round(consuming.Ratio, 2),
            ["fdatasyncBeforeMs"] = Math.Round(before, 3),
            ["fdatasyncAfterMs"] = Math.Round(after, 3),
        };
    }

    private static async Task<FanoutResult> AlternateAsync(EmbeddedBroker broker, bool consumed)
    {
        var rounds = new List<FanoutResult>();
        for (var round = 0; round <= Rounds; round++)
        {
            var rates = new double[_ways.Length];
            for (var i = 0; i < _ways.Length; i++)
                rates[i] = await new FanoutRound(broker, _ways[i], consumed).RunAsync(_time);
            var result = new FanoutResult(rates[0], rates[1], rates[2], rates[0] / rates[1], rates[0] / rates[2]);
            if (round > 0)
                rounds.Add(result);
            Console.WriteLine($"  {(round == 0 ? "warm-up" : $"round {round}")}: {result}");
        }

        var median = FanoutResult.MedianOf(rounds);
        Console.WriteLine($"{(consumed ? "published and consumed" : "published")}, median: {median}");
        return median;
    }
}
