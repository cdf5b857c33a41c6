namespace Portal.Client.DeadLetters.Edit;

/// <summary>
/// What it takes to make one text of another, line by line, with the fewest lines removed and added. After E. W. Myers, "An O(ND)
/// Difference Algorithm and Its Variations", Algorithmica 1 (1986), the greedy algorithm of its figure 2.
/// </summary>
internal static class LineDiff
{
    // Beyond so many differences nobody reads them one by one, and each step keeps what it needs for the way back.
    private const int MostDifferences = 1000;

    public static IReadOnlyList<DiffLine> Of(string before, string after)
    {
        var (a, b) = (Lines(before), Lines(after));
        var same = Math.Min(a.Length, b.Length);
        var head = 0;
        while (head < same && a[head] == b[head]) head++;
        var tail = 0;
        while (tail < same - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;

        List<DiffLine> lines = [];
        for (var i = 0; i < head; i++) lines.Add(new DiffLine(DiffKind.Same, a[i], i + 1, i + 1));
        Middle(a, b, head, a.Length - tail, b.Length - tail, lines);
        for (var i = tail; i > 0; i--) lines.Add(new DiffLine(DiffKind.Same, a[^i], a.Length - i + 1, b.Length - i + 1));
        return lines;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").Split('\n');

    private static void Middle(string[] a, string[] b, int start, int endA, int endB, List<DiffLine> lines)
    {
        var steps = Steps(a.AsSpan(start, endA - start), b.AsSpan(start, endB - start));
        if (steps is null)
        {
            for (var x = start; x < endA; x++) lines.Add(new DiffLine(DiffKind.Removed, a[x], x + 1, null));
            for (var y = start; y < endB; y++) lines.Add(new DiffLine(DiffKind.Added, b[y], null, y + 1));
            return;
        }

        var way = WayBack(steps, endA - start, endB - start);
        var (i, j) = (start, start);
        foreach (var kind in way)
        {
            var text = kind is DiffKind.Added ? b[j] : a[i];
            if (kind is not DiffKind.Added) i++;
            if (kind is not DiffKind.Removed) j++;
            lines.Add(new DiffLine(kind, text, kind is DiffKind.Added ? null : i, kind is DiffKind.Removed ? null : j));
        }
    }

    /// <summary>For each number of differences, how far each diagonal comes; null when there are too many.</summary>
    private static List<int[]>? Steps(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var most = Math.Min(a.Length + b.Length, MostDifferences);
        List<int[]> steps = [];
        var reach = new int[2 * most + 2];
        for (var d = 0; d <= most; d++)
        {
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && reach[most + k - 1] < reach[most + k + 1]) ? reach[most + k + 1] : reach[most + k - 1] + 1;
                while (x < a.Length && x - k < b.Length && a[x] == b[x - k]) x++;
                reach[most + k] = x;
                if (x < a.Length || x - k < b.Length) continue;

                steps.Add(reach[(most - d)..(most + d + 1)]);
                return steps;
            }

            steps.Add(reach[(most - d)..(most + d + 1)]);
        }

        return null;
    }

    private static List<DiffKind> WayBack(List<int[]> steps, int x, int y)
    {
        List<DiffKind> way = [];
        for (var d = steps.Count - 1; d > 0; d--)
        {
            var before = steps[d - 1];
            var k = x - y;
            var down = k == -d || (k != d && Reach(before, d - 1, k - 1) < Reach(before, d - 1, k + 1));
            var fromK = down ? k + 1 : k - 1;
            var fromX = Reach(before, d - 1, fromK);
            var fromY = fromX - fromK;
            while (x > fromX + (down ? 0 : 1) && y > fromY + (down ? 1 : 0))
            {
                way.Add(DiffKind.Same);
                (x, y) = (x - 1, y - 1);
            }

            way.Add(down ? DiffKind.Added : DiffKind.Removed);
            (x, y) = (fromX, fromY);
        }

        for (; x > 0; x--) way.Add(DiffKind.Same);
        way.Reverse();
        return way;
    }

    private static int Reach(int[] step, int d, int k) => k < -d || k > d ? -1 : step[k + d];
}

internal enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <param name="Kind">Whether it is in both.</param>
/// <param name="Text">The line.</param>
/// <param name="Before">Its number before, from 1; null when it was not there.</param>
/// <param name="After">Its number after, from 1; null when it is not there.</param>
internal sealed record DiffLine(DiffKind Kind, string Text, int? Before, int? After);
