namespace Vfs.PowerCut;

/// <summary>
/// What was asked of the broker, by one caller, in order. The broker carries it out in that order, so that whatever is found
/// after a power cut must be what there was after some number of steps: no fewer than were confirmed if confirmed means
/// durable, and no more than were asked.
/// </summary>
internal sealed class StepHistory(IReadOnlyList<Step> steps)
{
    /// <summary>What is wrong with what was found after a cut at a position; null when nothing is.</summary>
    public string? Check(int position, bool confirmedIsDurable, IReadOnlyDictionary<(string Queue, string Id), Place> found)
    {
        var least = confirmedIsDurable ? LastConfirmed(position) + 1 : 0;
        var most = steps.TakeWhile(s => s.InvokedAt <= position).Count();
        var present = new Dictionary<(string, string), Place>();
        var different = found.Count;
        var (closest, closestDifferent) = (0, int.MaxValue);
        for (var done = 0; ; done++)
        {
            if (done >= least && different < closestDifferent)
                (closest, closestDifferent) = (done, different);
            if (closestDifferent == 0)
                return null;
            if (done == most)
                break;
            foreach (var (message, place) in steps[done].Changes)
            {
                var actual = found.GetValueOrDefault(message);
                different -= present.GetValueOrDefault(message) == actual ? 0 : 1;
                different += place == actual ? 0 : 1;
                present[message] = place;
            }
        }

        return $"what was found is no state between step {least} (confirmed) and step {most} (asked); from the one after step "
            + $"{closest} it differs in {closestDifferent}: {Difference(closest, found)}";
    }

    private int LastConfirmed(int position)
    {
        var last = -1;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].ConfirmedAt <= position)
                last = i;
        }

        return last;
    }

    private string Difference(int done, IReadOnlyDictionary<(string Queue, string Id), Place> found)
    {
        var expected = new Dictionary<(string Queue, string Id), Place>();
        foreach (var (message, place) in steps.Take(done).SelectMany(s => s.Changes))
            expected[message] = place;
        var differences = expected.Keys.Union(found.Keys)
            .Where(m => expected.GetValueOrDefault(m) != found.GetValueOrDefault(m))
            .Select(m => $"{m.Queue}/{m.Id} is in {found.GetValueOrDefault(m)} and not in {expected.GetValueOrDefault(m)}");
        return string.Join(", ", differences.Take(3));
    }
}
