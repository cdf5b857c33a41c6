using System.Globalization;
using Portal.Client.Elements;

namespace Portal.Client.DeadLetters.Detail;

internal static class ByteWords
{
    public static string Of(long bytes) => bytes switch
    {
        1 => "1 byte",
        < 1024 => $"{Figures.Count(bytes)} bytes",
        < 1024 * 1024 => $"{(bytes / 1024.0).ToString("0.#", CultureInfo.InvariantCulture)} KB",
        _ => $"{(bytes / 1048576.0).ToString("0.#", CultureInfo.InvariantCulture)} MB",
    };
}
