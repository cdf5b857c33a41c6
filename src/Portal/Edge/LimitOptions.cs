namespace Portal.Edge;

/// <summary><c>Portal:Limits</c>: what one caller may take of the portal.</summary>
internal sealed class LimitOptions
{
    /// <summary>Sign-ins a minute from one address, right or wrong; IPv6 addresses count by their /64. Default 30.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Requests a second of one API key or person, with as many at once as a second holds; 0 for no limit, the default.</summary>
    public int RequestsPerSecond { get; set; }

    /// <summary>Connections that are open at the same time, pages and hub connections included. Default 10,000.</summary>
    public int Connections { get; set; } = 10_000;
}
