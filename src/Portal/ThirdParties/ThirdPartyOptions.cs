using System.Globalization;

namespace Portal.ThirdParties;

/// <summary>Where a third party is: the configuration sections <c>Payments</c> and <c>Carriers</c>.</summary>
internal sealed class ThirdPartyOptions
{
    /// <summary>Absolute HTTP(S) address; default: the sandbox in this process, where that is enabled.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Sent as a bearer token. Default: the sandbox's own key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// How long to wait for an answer, 1 to 300 whole seconds. Default 15. Text, because the binder throws at the first value it
    /// cannot convert, and a start that fails should name every one.
    /// </summary>
    public string TimeoutSeconds { get; set; } = "15";

    /// <summary><see cref="TimeoutSeconds"/>; null when it is no such number.</summary>
    public TimeSpan? Timeout =>
        int.TryParse(TimeoutSeconds, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 300
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
