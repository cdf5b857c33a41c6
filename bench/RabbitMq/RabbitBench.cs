using System.Text.Json.Nodes;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

internal sealed class RabbitBench : IBench
{
    private const string Queue = "bench";
    private const int Rounds = 5;
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(3);

    public string Name => "rabbitmq";

    public string About =>
        "publish + deliver + acknowledge, durable, beside RabbitMQ (classic and quorum queues, persistent, confirms) on the same disk and processors";

    public IReadOnlyList<string> Options => ["--quick", "--body", "--ack-every"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        await AptPackage.EnsureAsync(RabbitSettings.Server, "rabbitmq-server");
        Machine.Describe();
        using var directory = new BenchDirectory();
        var acknowledgeEvery = (int)arguments.Number("--ack-every", 100);
        var body = (int)arguments.Number("--body", Traffic.Headline.BodyBytes);
        var before = Machine.Probe("before", directory.Path);
        await using var node = await RabbitNode.StartAsync(Directory.CreateDirectory(Path.Combine(directory.Path, "rabbit")).FullName);
        Console.WriteLine($"RabbitMQ is process {node.ProcessId}; it acknowledges every {acknowledgeEvery}");
        var waiting = await AlternateAsync(directory.Path, node, Traffic.Headline with { BodyBytes = body }, acknowledgeEvery);
        var empty = arguments.Has("--quick")
            ? null
            : await AlternateAsync(directory.Path, node, Traffic.Headline with { BodyBytes = body, Waiting = 0 }, acknowledgeEvery);
        var after = Machine.Probe("after", directory.Path);
        var figures = waiting.ToJson();
        figures["fdatasyncBeforeMs"] = Math.Round(before, 3);
        figures["fdatasyncAfterMs"] = Math.Round(after, 3);
        figures["nothingWaiting"] = empty?.ToJson();
        return figures;
    }

    private static async Task<RabbitMedian> AlternateAsync(string directory, RabbitNode node, Traffic traffic, int acknowledgeEvery)
    {
        Console.WriteLine(traffic);
        var path = Path.Combine(directory, "portal-" + traffic.Waiting);
        await using var broker = EmbeddedBroker.Open(path, Durability.Full, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        await Prefill.RunAsync(broker, Queue, traffic.BodyBytes, traffic.Waiting, TimeSpan.FromSeconds(60));
        RabbitQueue[] queues = [RabbitQueue.Classic(node, "classic"), RabbitQueue.Classic2(node, "classic2"), RabbitQueue.Quorum(node, "quorum")];
        foreach (var queue in queues)
            await queue.DeclareAsync(traffic.BodyBytes, traffic.Waiting);

        var rounds = new List<RabbitResult>();
        for (var round = 0; round <= Rounds; round++)
        {
            var portal = await new BrokerRound(broker, Queue, traffic).RunAsync(_time);
            var theirs = new List<RoundResult>();
            foreach (var queue in queues)
                theirs.Add(await new RabbitRound(node, queue, traffic, acknowledgeEvery).RunAsync(_time));
            var result = new RabbitResult(portal, theirs[0], theirs[1], theirs[2]);
            if (round > 0)
                rounds.Add(result);
            Console.WriteLine($"  {(round == 0 ? "warm-up" : $"round {round}")}: {result}");
        }

        foreach (var queue in queues)
            await queue.DeleteAsync();
        var median = RabbitResult.MedianOf(rounds);
        Console.WriteLine($"median: {median}");
        return median;
    }
}
