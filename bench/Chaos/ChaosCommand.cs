using System.Text.Json.Nodes;

namespace Bench.Chaos;

/// <summary>
/// <c>chaos</c>: kills a broker under load again and again, and holds what it did against the rules. A rule that held through a
/// cycle counts as passed, one that did not as failed.
/// </summary>
internal static class ChaosCommand
{
    public const string Name = "chaos";
    private const int Shown = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        if (ChaosOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(ChaosOptions.Usage);
            return 2;
        }

        using var directory = new BenchDirectory();
        return await (options.Planted ? PlantedRun.RunAsync(directory.Path, options) : RunAsync(directory.Path, options));
    }

    private static async Task<int> RunAsync(string directory, ChaosOptions options)
    {
        Console.WriteLine($"chaos: {options.Cycles} cycles of kill -9 under load, seed {options.Seed}");
        var start = TimeProvider.System.GetTimestamp();
        double Seconds() => TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var run = new ChaosRun(directory, options.Seed, PlantedBug.None);
        while (run.Cycles < options.Cycles && Seconds() < options.Seconds)
        {
            var known = run.Violations.Count;
            await run.CycleAsync(isLast: run.Cycles + 1 == options.Cycles || Seconds() + 2 >= options.Seconds);
            foreach (var violation in run.Violations.Skip(known).Take(Shown))
                Console.WriteLine($"cycle {violation.Cycle}: {violation.Rule}: {violation.Finding}");
            if (run.Cycles % 25 == 0)
                Console.WriteLine($"{run.Cycles} cycles, {Seconds():0} s, {run.Violations.Count} violations");
        }

        return Summarize(run, options, Seconds());
    }

    private static int Summarize(ChaosRun run, ChaosOptions options, double seconds)
    {
        var rules = Enum.GetValues<Rule>();
        var failed = run.Violations.Select(v => (v.Cycle, v.Rule)).Distinct().Count();
        var passed = (rules.Length * run.Cycles) - failed;
        Console.WriteLine("kills: " + string.Join(", ", run.Deaths.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}")));
        Console.WriteLine("facts: " + string.Join(", ", run.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value:N0}")));
        foreach (var rule in rules)
            Console.WriteLine($"  {rule,-14} {run.Violations.Count(v => v.Rule == rule)} violations");
        Console.WriteLine($"{run.Cycles} cycles in {seconds:0} s; a rule in a cycle counts one:");
        if (options.Json)
        {
            Console.WriteLine(new JsonObject
            {
                ["cycles"] = run.Cycles,
                ["violations"] = run.Violations.Count,
                ["seconds"] = Math.Round(seconds),
                ["seed"] = options.Seed,
            }.ToJsonString());
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
