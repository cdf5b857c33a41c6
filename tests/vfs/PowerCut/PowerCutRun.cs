using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Vfs.PowerCut;

/// <summary>
/// Runs a load over a recording VFS, then cuts the power at many places of the recording: rebuilds the files as they could be
/// at that moment, opens them with a new broker and holds what is there against what was confirmed.
/// </summary>
/// <param name="directory">A directory for the files, of this run alone.</param>
/// <param name="durability">What the broker was asked for.</param>
/// <param name="seed">Decides the load, the places and the losses.</param>
/// <param name="promise">What it is held to; what it was asked for when null.</param>
/// <param name="skipSync">A planted bug: the files are never synced.</param>
internal sealed class PowerCutRun(string directory, Durability durability, int seed, Durability? promise = null, bool skipSync = false)
{
    private const int Sessions = 3;
    private const int CheckpointPages = 60;

    private readonly Random _random = new(seed);
    private readonly VfsRecording _recording = new();
    private StepHistory? _history;

    /// <summary>How many steps the load had.</summary>
    public int Steps { get; private set; }

    /// <summary>Syncs in the recording, by file.</summary>
    public int Syncs(string file) => _recording.Operations.Count(o => o.Kind == VfsCallKind.Sync && o.File == file);

    public async Task RecordAsync(int rounds)
    {
        var live = Directory.CreateDirectory(Path.Combine(directory, "live")).FullName;
        var load = new MixedLoad(_recording, _random);
        using var scope = VfsScope.Over(live, _recording, CheckpointPages, skipSync);
        for (var session = 0; session < Sessions; session++)
        {
            await using var broker = EmbeddedBroker.Open(live, durability, TimeProvider.System, NullLogger.Instance, ballastBytes: 0);
            await MixedLoad.DeclareAsync(broker);
            await load.RunAsync(broker, rounds / Sessions);
        }

        Steps = load.Steps.Count;
        _history = new StepHistory(load.Steps);
    }

    /// <summary>Cuts at <paramref name="cuts"/> places in order; answers with what was found wrong.</summary>
    public async Task<IReadOnlyList<string>> CutAsync(int cuts)
    {
        var faults = new List<string>();
        var image = new DiskImage(_recording.Operations);
        foreach (var position in Positions(cuts))
        {
            image.MoveTo(position);
            var loss = (Loss)_random.Next(5);
            var found = new List<string>();
            await CutAsync(image, position, loss, found);
            faults.AddRange(found.Select(f => $"seed {seed}, cut at {position} with loss {loss}: {f}"));
        }

        return faults;
    }

    private async Task CutAsync(DiskImage image, int position, Loss loss, List<string> faults)
    {
        var rebuilt = Directory.CreateDirectory(Path.Combine(directory, "cut")).FullName;
        try
        {
            image.Write(rebuilt, loss, _random);
            using var scope = VfsScope.WithoutSync(rebuilt);
            var census = await Census.TakeAsync(rebuilt, durability);
            if (census.Integrity != "ok")
                faults.Add("integrity_check: " + census.Integrity);
            var places = census.Places(faults);
            if (_history!.Check(position, (promise ?? durability) == Durability.Full, places) is { } wrong)
                faults.Add(wrong);
        }
        catch (Exception e)
        {
            // Of whatever type: what a broken file makes of its reader is a finding, not an error of this run.
            faults.Add("it could not be opened and read: " + e.Message);
        }
        finally
        {
            Directory.Delete(rebuilt, recursive: true);
        }
    }

    /// <summary>Half of them right before and after syncs, where what is promised changes; the others anywhere.</summary>
    private IEnumerable<int> Positions(int count)
    {
        var operations = _recording.Operations;
        var syncs = Enumerable.Range(0, operations.Count).Where(i => operations[i].Kind == VfsCallKind.Sync).ToArray();
        return Enumerable.Range(0, count)
            .Select(i => i % 2 == 0 && syncs.Length > 0 ? syncs[_random.Next(syncs.Length)] + _random.Next(2) : _random.Next(operations.Count + 1))
            .Order();
    }
}
