using System.Globalization;
using System.Text;

namespace Portal.Client.Charts;

/// <summary>A line without axes in a box of 48 by 16, whole units: short to send, and equal as long as nothing much changes.</summary>
internal static class SparkPath
{
    private const int Width = 48;
    private const int Height = 14;

    /// <param name="values">Oldest first; the newest is at the right edge.</param>
    /// <param name="top">The value at the upper edge.</param>
    public static string Of(ReadOnlySpan<float> values, float top)
    {
        if (values.Length < 2) return "";

        var path = new StringBuilder("M");
        for (var i = 0; i < values.Length; i++)
        {
            var x = Width * i / (values.Length - 1);
            var y = top <= 0 ? Height : Height - (int)Math.Round((float.IsNaN(values[i]) ? 0 : values[i]) / top * (Height - 1));
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "L")}{x} {y + 1}");
        }

        return path.ToString();
    }
}
