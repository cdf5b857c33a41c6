namespace Portal.Setup;

/// <summary>The section <c>Portal</c> of the configuration.</summary>
internal sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where everything is stored; relative to the working directory. Default <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary><c>Embedded</c>.</summary>
    public string Transport { get; set; } = "Embedded";

    /// <summary><c>Sqlite</c>.</summary>
    public string Database { get; set; } = "Sqlite";

    /// <summary>Which services this process runs. Default: all, and no other value is possible yet.</summary>
    public string Services { get; set; } = "all";

    /// <summary>
    /// Whether an empty portal gets something to look at, <c>true</c> or <c>false</c>. Default: in Development. Text, because the
    /// binder throws at the first value it cannot convert, and a start that fails should name every one.
    /// </summary>
    public string? Seed { get; set; }
}
