using System.Text.Json.Nodes;

namespace Bench;

internal sealed class BrokerBench : IBench
{
    private const int Rounds = 5;
    private static readonly int[] _bodies = [256, 1024, 16 * 1024];
    private static readonly (int Producers, int UnconfirmedEach)[] _shapes = [(8, 125), (64, 1), (1000, 1), (1, 1)];

    public string Name => "broker";

    public string About =>
        "publish + lease + acknowledge, durable, beside raw SQLite's insert + delete (and fdatasync where only one is in flight)";

    public IReadOnlyList<string> Options => ["--quick", "--one"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        Machine.Describe();
        var before = Probe("before");
        Console.WriteLine($"headline: {Traffic.Headline}");
        var headline = await new BrokerCase(Traffic.Headline, Rounds, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2)).RunAsync();
        Print(Traffic.Headline, headline);
        var cases = new JsonArray();
        foreach (var traffic in arguments.Has("--quick") ? [] : Others(arguments.Has("--one")))
        {
            var result = traffic.IsOneInFlight
                ? await new OneInFlight(traffic.BodyBytes, Rounds, TimeSpan.FromSeconds(3)).RunAsync()
                : await new BrokerCase(traffic, Rounds, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1)).RunAsync();
            Print(traffic, result);
            cases.Add(Figures(traffic, result));
        }

        var figures = Figures(Traffic.Headline, headline);
        figures["fdatasyncBeforeMs"] = Math.Round(before, 3);
        figures["fdatasyncAfterMs"] = Math.Round(Probe("after"), 3);
        figures["cases"] = cases;
        return figures;
    }

    private static IEnumerable<Traffic> Others(bool onlyOneInFlight) =>
        from body in _bodies
        from shape in _shapes
        where !onlyOneInFlight || shape is (1, 1)
        select new Traffic(body, shape.Producers, shape.UnconfirmedEach);

    private static double Probe(string when)
    {
        using var directory = new BenchDirectory();
        return Machine.Probe(when, directory.Path);
    }

    private static void Print(Traffic traffic, BrokerCaseResult result) => Console.WriteLine(
        $"{traffic}: {result.Broker.PerSecond:N0}/s, reference {(traffic.IsOneInFlight ? "2 × fdatasync" : "raw SQLite")} "
        + $"{result.ReferencePerSecond:N0}/s, ratio {result.Ratio:0.00}, {result.Broker.RowsPerCommit:N0} rows a commit, "
        + $"{result.Broker.CpuMicroseconds:0.0} µs CPU and {result.Broker.BytesPerMessage:N0} bytes written a message");

    private static JsonObject Figures(Traffic traffic, BrokerCaseResult result) => new()
    {
        ["messagesPerSecond"] = Math.Round(result.Broker.PerSecond),
        ["rawPerSecond"] = Math.Round(result.ReferencePerSecond),
        ["ratio"] = Math.Round(result.Ratio, 3),
        ["cpuMicrosecondsPerMessage"] = Math.Round(result.Broker.CpuMicroseconds, 2),
        ["rowsPerCommit"] = Math.Round(result.Broker.RowsPerCommit),
        ["bytesWrittenPerMessage"] = Math.Round(result.Broker.BytesPerMessage),
        ["bodyBytes"] = traffic.BodyBytes,
        ["producers"] = traffic.Producers,
        ["unconfirmed"] = traffic.Producers * traffic.UnconfirmedEach,
        ["waiting"] = traffic.Waiting,
    };
}
