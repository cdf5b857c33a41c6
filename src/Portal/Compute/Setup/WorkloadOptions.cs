namespace Portal.Compute.Setup;

/// <summary>One entry of the allow-list.</summary>
internal sealed class WorkloadOptions
{
    /// <summary>The program: a path, or a name to be found in PATH.</summary>
    public string Command { get; set; } = "";

    /// <summary>Its arguments, each as it is: no shell reads them.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Environment variables besides PATH, HOME, LANG, INSTANCE_ID and INSTANCE_NAME. The portal's own are not passed on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();
}
