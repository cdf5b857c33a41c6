namespace Portal.Edge;

/// <summary>The part of the section <c>Portal</c> that is about the network: where the portal is reached, and how much of it one caller gets.</summary>
internal sealed class EdgeOptions
{
    /// <summary>The path under which a reverse proxy offers the portal, as <c>/portal</c>, where the proxy leaves it in the request. Default: none.</summary>
    public string? PathBase { get; set; }

    /// <summary>
    /// <c>true</c>: plain HTTP is redirected, browsers are told to stay with HTTPS (HSTS), and the session cookie is never sent
    /// without it. Text, so that a start that fails can name every error. Default <c>false</c>.
    /// </summary>
    public string? RequireHttps { get; set; }

    /// <summary>For how many days browsers remember that the portal is to be reached by HTTPS only. Default 30.</summary>
    public int HstsDays { get; set; } = 30;

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of reverse proxies whose <c>X-Forwarded-…</c> headers are believed. Default: loopback.
    /// </summary>
    public List<string> Proxies { get; set; } = [];

    public LimitOptions Limits { get; set; } = new();

    public bool IsHttpsRequired => bool.TryParse(RequireHttps, out var required) && required;
}
