namespace Portal.ThirdParties;

/// <summary>Where a third party is: the configuration sections <c>Payments</c> and <c>Carriers</c>.</summary>
internal sealed class ThirdPartyOptions
{
    /// <summary>Absolute HTTP(S) address; default: the sandbox in this process, where that is enabled.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Sent as a bearer token. Default: the sandbox's own key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How long to wait for an answer, 1 to 300 seconds. Default 15.</summary>
    public int TimeoutSeconds { get; set; } = 15;
}
