using Portal.Client.Charts;

namespace Portal.Operations.Queues;

/// <summary>
/// Figures over time in three resolutions: two seconds for ten minutes, twelve for an hour, five minutes for a day. Memory is
/// bounded: 900 samples of nine numbers, 32 KB. A restart begins anew.
/// </summary>
internal sealed class FigureRecorder
{
    private const int Kept = 300;
    private static readonly int _figures = Enum.GetValues<Figure>().Length;

    private readonly Lock _lock = new();
    private readonly Resolution[] _resolutions = [new(2), new(12), new(288)];

    /// <summary>Takes in one second.</summary>
    /// <param name="figures">By <see cref="Figure"/>; NaN where there is none.</param>
    /// <param name="at">When.</param>
    public void Add(ReadOnlySpan<float> figures, DateTimeOffset at)
    {
        lock (_lock)
        {
            foreach (var resolution in _resolutions)
                resolution.Add(figures, at);
        }
    }

    /// <param name="range">Which resolution.</param>
    /// <param name="steps">At most so many of the newest values.</param>
    /// <param name="figures">Which series.</param>
    public FigureHistory Read(ChartRange range, int steps, params ReadOnlySpan<Figure> figures)
    {
        lock (_lock)
            return _resolutions[(int)range].Read(steps, figures);
    }

    /// <summary>A value of some steps ago in the finest resolution; null when there is none yet.</summary>
    public float? Ago(Figure figure, int steps)
    {
        lock (_lock)
            return _resolutions[0].Ago(figure, steps);
    }

    /// <summary>Depths, ages and the slow end keep their peaks; of rates and the usual case the mean is true.</summary>
    private static bool KeepsPeak(int figure) =>
        (Figure)figure is Figure.Ready or Figure.Leased or Figure.Scheduled or Figure.OldestAge or Figure.HandlingP95;

    private sealed class Resolution(int seconds)
    {
        private readonly float[] _ring = new float[Kept * _figures];
        private readonly float[] _gathered = new float[_figures];
        private readonly int[] _gatheredOf = new int[_figures];
        private int _inStep;
        private int _count;
        private int _next;
        private DateTimeOffset _end;

        public void Add(ReadOnlySpan<float> figures, DateTimeOffset at)
        {
            for (var i = 0; i < _figures; i++)
            {
                if (float.IsNaN(figures[i]))
                    continue;
                _gathered[i] = _gatheredOf[i]++ == 0 ? figures[i] : KeepsPeak(i) ? Math.Max(_gathered[i], figures[i]) : _gathered[i] + figures[i];
            }

            if (++_inStep < seconds)
                return;
            for (var i = 0; i < _figures; i++)
                _ring[(_next * _figures) + i] = _gatheredOf[i] == 0 ? float.NaN : KeepsPeak(i) ? _gathered[i] : _gathered[i] / _gatheredOf[i];
            Array.Clear(_gatheredOf);
            _inStep = 0;
            _next = (_next + 1) % Kept;
            _count = Math.Min(_count + 1, Kept);
            _end = at;
        }

        public FigureHistory Read(int steps, ReadOnlySpan<Figure> figures)
        {
            var count = Math.Min(_count, steps);
            var series = new Dictionary<Figure, float[]>(figures.Length);
            foreach (var figure in figures)
            {
                var values = series[figure] = new float[count];
                for (var i = 0; i < count; i++)
                    values[i] = At(figure, count - i);
            }

            return new FigureHistory(_end, TimeSpan.FromSeconds(seconds), series);
        }

        public float? Ago(Figure figure, int steps) => steps <= _count ? At(figure, steps) : null;

        private float At(Figure figure, int stepsAgo) => _ring[((_next - stepsAgo + Kept) % Kept * _figures) + (int)figure];
    }
}
