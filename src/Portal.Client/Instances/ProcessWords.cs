using System.Globalization;

namespace Portal.Client.Instances;

/// <summary>Figures of processes as pages write them.</summary>
internal static class ProcessWords
{
    public static string Percent(double value) =>
        value.ToString(value < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) + " %";

    public static string Bytes(long value) => value switch
    {
        < 1024 => value.ToString(CultureInfo.InvariantCulture) + " B",
        < 1024 * 1024 => Unit(value / 1024d, "KiB"),
        < 1024L * 1024 * 1024 => Unit(value / 1048576d, "MiB"),
        _ => Unit(value / 1073741824d, "GiB"),
    };

    private static string Unit(double value, string unit) => value.ToString(value < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) + " " + unit;
}
