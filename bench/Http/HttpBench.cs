using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bench.Orders;

namespace Bench.Http;

/// <summary>
/// <c>POST /api/queues/{q}/messages</c> of a portal that runs as it would for its users, from 64 connections; beside RabbitMQ's own
/// publishing over HTTP to a durable queue, persistent. The load generator shares the machine with both.
/// </summary>
internal sealed class HttpBench : IBench
{
    private const string Queue = "bench";
    private const int Rounds = 5;
    private const int BodyBytes = 256;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(4);

    public string Name => "http";

    public string About => "durable messages by POST, 64 connections of wrk on the same machine, beside RabbitMQ's HTTP interface";

    public IReadOnlyList<string> Options => ["--connections", "--portal-only"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        await AptPackage.EnsureAsync(Wrk.Program, "wrk");
        using var directory = new BenchDirectory();
        Machine.Describe();
        Machine.Probe("before", directory.Path);
        var connections = (int)arguments.Number("--connections", 64);
        var wrk = new Wrk(directory.Path);
        await using var portal = await PortalUnderTest.StartAsync(directory.Path);
        (await portal.Api.PutAsJsonAsync("/api/queues/" + Queue, new { })).EnsureSuccessStatusCode();
        await using var rabbit = arguments.Has("--portal-only") ? null : await StartRabbitAsync(directory.Path);

        Console.WriteLine($"warm-up: {await PostToPortalAsync(_warmUp)}");
        List<WrkResult> ours = [], theirs = [];
        var cpu = portal.Cpu;
        for (var round = 1; round <= Rounds; round++)
        {
            ours.Add(await PostToPortalAsync(_time));
            Console.WriteLine($"round {round}: portal   {ours[^1]}");
            if (rabbit is null)
                continue;
            theirs.Add(await PostToRabbitAsync(rabbit, _time));
            Console.WriteLine($"round {round}: RabbitMQ {theirs[^1]}");
        }

        var cpuMicroseconds = (portal.Cpu - cpu).TotalMicroseconds / ours.Sum(result => result.Requests);
        await CheckAllAreThereAsync(portal, ours);
        Machine.Probe("after", directory.Path);
        var (perSecond, p99) = (Median.Of(ours.Select(r => r.PerSecond)), Median.Of(ours.Select(r => r.P99)));
        Console.WriteLine($"median: portal {perSecond:N0}/s, p99 {p99:0.0} ms, {cpuMicroseconds:0} µs of the portal's CPU a message");
        var figures = new JsonObject
        {
            ["messagesPerSecond"] = Math.Round(perSecond),
            ["p50Ms"] = Math.Round(Median.Of(ours.Select(r => r.P50)), 2),
            ["p99Ms"] = Math.Round(p99, 2),
            ["cpuMicroseconds"] = Math.Round(cpuMicroseconds, 1),
            ["errors"] = ours.Sum(r => r.Errors),
        };
        if (theirs.Count > 0)
        {
            var rabbitPerSecond = Median.Of(theirs.Select(r => r.PerSecond));
            Console.WriteLine($"median: RabbitMQ {rabbitPerSecond:N0}/s, p99 {Median.Of(theirs.Select(r => r.P99)):0.0} ms; the portal makes {perSecond / rabbitPerSecond:0.0} times as many");
            figures["rabbitPerSecond"] = Math.Round(rabbitPerSecond);
            figures["rabbitP99Ms"] = Math.Round(Median.Of(theirs.Select(r => r.P99)), 2);
            figures["ratio"] = Math.Round(perSecond / rabbitPerSecond, 2);
        }

        return figures;

        Task<WrkResult> PostToPortalAsync(TimeSpan time) => wrk.PostAsync(
            new Uri(portal.Api.BaseAddress!, $"/api/queues/{Queue}/messages"),
            new Dictionary<string, string>
            {
                ["Authorization"] = "Bearer " + PortalUnderTest.ApiKey,
                ["Content-Type"] = "text/plain",
                ["Message-Type"] = "bench.v1",
            },
            new string('x', BodyBytes),
            connections,
            time);

        Task<WrkResult> PostToRabbitAsync(RabbitNode node, TimeSpan time) => wrk.PostAsync(
            new Uri(node.Http, "/api/exchanges/%2F/amq.default/publish"),
            new Dictionary<string, string>
            {
                ["Authorization"] = "Basic " + Convert.ToBase64String("guest:guest"u8),
                ["Content-Type"] = "application/json",
            },
            new JsonObject
            {
                ["properties"] = new JsonObject { ["delivery_mode"] = 2, ["type"] = "bench.v1" },
                ["routing_key"] = Queue,
                ["payload"] = new string('x', BodyBytes),
                ["payload_encoding"] = "string",
            }.ToJsonString(),
            connections,
            time);
    }

    private static async Task<RabbitNode> StartRabbitAsync(string directory)
    {
        await AptPackage.EnsureAsync(RabbitSettings.Server, "rabbitmq-server");
        var node = await RabbitNode.StartAsync(Directory.CreateDirectory(Path.Combine(directory, "rabbit")).FullName, withHttp: true);
        await using var connection = await node.Connections.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        return node;
    }

    /// <summary>What was answered 202 waits in the queue; what was cut off at a round's end may or may not.</summary>
    private static async Task CheckAllAreThereAsync(PortalUnderTest portal, List<WrkResult> rounds)
    {
        var queue = await portal.Api.GetFromJsonAsync<JsonObject>("/api/queues/" + Queue);
        var ready = (long)queue!["ready"]!;
        var confirmed = rounds.Sum(round => round.Requests);
        Console.WriteLine($"{ready:N0} wait in the queue; {confirmed:N0} and those of the warm-up were confirmed");
        if (ready < confirmed)
            throw new InvalidOperationException("Confirmed messages are missing.");
    }
}
