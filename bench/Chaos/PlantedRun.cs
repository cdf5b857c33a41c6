using System.Text.Json.Nodes;
using Messaging;
using Vfs.PowerCut;

namespace Bench.Chaos;

/// <summary>Plants each bug in turn, and passes when the rule that is there for it finds it within a few cycles.</summary>
internal static class PlantedRun
{
    private const int MaxCycles = 25;

    private static readonly (PlantedBug Bug, Rule Rule)[] _expected =
    [
        (PlantedBug.AcknowledgeBeforeCommit, Rule.NothingBack),
        (PlantedBug.LoseConfirmed, Rule.NothingLost),
        (PlantedBug.SwapBodies, Rule.Unchanged),
        (PlantedBug.DropKeyOrder, Rule.OrderKept),
        (PlantedBug.DeliverTwice, Rule.OneLease),
        (PlantedBug.BringBack, Rule.NothingBack),
        (PlantedBug.AcceptStale, Rule.StaleRefused),
        (PlantedBug.SkipInbox, Rule.EffectsOnce),
        (PlantedBug.DamageFile, Rule.Intact),
    ];

    public static async Task<int> RunAsync(string directory, ChaosOptions options)
    {
        var (caught, missed) = (0, 0);
        foreach (var (bug, rule) in _expected)
        {
            var run = new ChaosRun(Path.Combine(directory, bug.ToString()), options.Seed, bug);
            while (run.Cycles < MaxCycles && run.Violations.All(v => v.Rule != rule))
                await run.CycleAsync(isLast: false);
            Count(bug, run.Violations.FirstOrDefault(v => v.Rule == rule) is { } found ? $"{rule}, cycle {found.Cycle}: {found.Finding}" : null);
        }

        var cut = new PowerCutRun(Directory.CreateDirectory(Path.Combine(directory, "power")).FullName, Durability.Full, options.Seed, skipSync: true);
        await cut.RecordAsync(rounds: 60);
        Count(PlantedBug.SkipSync, await cut.CutAsync(cuts: 30) is [var lost, ..] ? lost : null);
        if (options.Json)
            Console.WriteLine(new JsonObject { ["caught"] = caught, ["missed"] = missed }.ToJsonString());
        Console.WriteLine($"{caught} passed, {missed} failed");
        return missed == 0 ? 0 : 1;

        void Count(PlantedBug bug, string? finding)
        {
            _ = finding is null ? missed++ : caught++;
            Console.WriteLine(finding is null ? $"{bug}: NOT CAUGHT" : $"{bug}: caught by {finding}");
        }
    }
}
