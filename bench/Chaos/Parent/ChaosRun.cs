namespace Bench.Chaos;

/// <summary>
/// Starts a child on the files that the one before left, kills it, and checks; every so often, and at the end, lets one drain
/// what there is and begins with new files.
/// </summary>
internal sealed class ChaosRun(string directory, int seed, PlantedBug bug)
{
    /// <summary>Cycles on the same files: enough for leftovers of many kills, few enough to hold all of it in memory.</summary>
    private const int CyclesADrain = 25;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Random _random = new(seed);
    private readonly List<Violation> _violations = [];
    private ChaosHistory _history = new(ChaosQueues.MaxAttempts);
    private string _files = "";

    /// <summary>Cycles that were run.</summary>
    public int Cycles { get; private set; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Kills by their place.</summary>
    public Dictionary<Death, int> Deaths { get; } = [];

    /// <summary>Facts, by their first word.</summary>
    public Dictionary<string, long> Facts { get; } = [];

    /// <summary>One kill and one check.</summary>
    public async Task CycleAsync(bool isLast)
    {
        if (Cycles % CyclesADrain == 0)
            Begin();
        Cycles++;
        var death = _random.Next(16) switch
        {
            <= 3 => Death.InCheckpoint,
            <= 5 => Death.BeforeCommit,
            <= 7 => Death.AfterCommit,
            8 => Death.AfterRelay,
            9 => Death.BeforeRecovery,
            10 => Death.AfterRecovery,
            _ => Death.Anywhere,
        };
        await RunAsync(death, death switch
        {
            Death.InCheckpoint => _random.Next(1, 120),
            Death.AfterRelay => _random.Next(1, 20),
            Death.BeforeRecovery or Death.AfterRecovery => 1,
            _ => _random.Next(1, 150),
        });
        if (isLast || Cycles % CyclesADrain == 0)
            await DrainAsync();
    }

    private void Begin()
    {
        _files = Path.Combine(directory, $"from-{Cycles + 1}");
        Directory.CreateDirectory(_files);
        _history = new ChaosHistory(ChaosQueues.MaxAttempts) { Report = Report };
    }

    private async Task RunAsync(Death death, int hits)
    {
        // Now and then one caller alone, who writes himself. Planted bugs and the relay need the others.
        var alone = bug == PlantedBug.None && death != Death.AfterRelay && _random.Next(4) == 0;
        using (var child = ChildProcess.Start(_files, death, hits, bug, alone, _history))
        {
            if (death == Death.Anywhere)
            {
                // Some of them while it opens what the one before left.
                if (_random.Next(10) != 0)
                    await child.Ready;
                await Task.WhenAny(child.Ended, Task.Delay(TimeSpan.FromMilliseconds(_random.Next(5, 400)), TimeProvider.System));
                child.Kill();
            }

            var (code, errors) = await child.EndAsync(_patience / 10);
            const int killed = 128 + 9;
            if (code != killed)
                Report(Rule.Intact, $"the child ended by itself with {code}: {errors.Trim()}");
        }

        Deaths[death] = Deaths.GetValueOrDefault(death) + 1;
        _history.Crashed();
        Damage();
        await CheckAsync();
    }

    private async Task DrainAsync()
    {
        using (var child = ChildProcess.Start(_files, Death.None, 0, bug, alone: false, _history))
        {
            var (code, errors) = await child.EndAsync(_patience);
            if (code != 0)
                Report(Rule.NothingLost, $"what was left could not be drained ({code}): {errors.Trim()}");
        }

        _history.Crashed();
        await CheckAsync();
        foreach (var message in _history.Messages.Where(m => m.Possible == Places.Queue))
            Report(Rule.NothingLost, $"{message.Queue}/{message.Id} was not delivered although everything was drained");
        foreach (var (fact, count) in _history.Counts)
            Facts[fact] = Facts.GetValueOrDefault(fact) + count;
        Directory.Delete(_files, recursive: true);
    }

    private Task CheckAsync() => new StoreCheck(_history, Report).RunAsync(_files, Path.Combine(directory, "copy"));

    private void Damage()
    {
        var path = Path.Combine(_files, "broker.db");
        if (bug != PlantedBug.DamageFile || !File.Exists(path) || new FileInfo(path).Length < 40_000)
            return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / 2;
        file.Write(new byte[2000]);
    }

    private void Report(Rule rule, string finding)
    {
        lock (_violations)
            _violations.Add(new Violation(Cycles, rule, finding));
    }
}
