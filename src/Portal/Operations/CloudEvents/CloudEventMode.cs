namespace Portal.Operations.CloudEvents;

/// <summary>How a request carries CloudEvents, after the HTTP protocol binding.</summary>
internal enum CloudEventMode
{
    /// <summary>It carries none.</summary>
    None,

    /// <summary>Attributes in headers, the data is the body.</summary>
    Binary,

    /// <summary>One event as JSON.</summary>
    Structured,

    /// <summary>Several events as a JSON array.</summary>
    Batched,

    /// <summary>In a format that is not known here.</summary>
    Unknown,
}
