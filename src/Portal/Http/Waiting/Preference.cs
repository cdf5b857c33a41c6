using System.Globalization;

namespace Portal.Http.Waiting;

/// <summary><c>Prefer: wait=N</c> (RFC 7240): the caller would rather have the outcome than an answer at once.</summary>
internal static class Preference
{
    public const int LongestSeconds = 60;

    /// <summary>How long to wait; null where nothing is asked for, or something that is not understood: preferences are not refused.</summary>
    public static int? WaitOf(HttpRequest request)
    {
        foreach (var line in request.Headers["Prefer"])
        {
            foreach (var preference in (line ?? "").Split(','))
            {
                var parts = preference.Split(';')[0].Split('=', 2);
                if (parts.Length == 2 && parts[0].Trim().Equals("wait", StringComparison.OrdinalIgnoreCase)
                    && int.TryParse(parts[1].Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                    return Math.Min(seconds, LongestSeconds);
            }
        }

        return null;
    }
}
