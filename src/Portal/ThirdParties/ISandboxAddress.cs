namespace Portal.ThirdParties;

/// <summary>Where the stand-ins for third parties listen, when the sandbox is enabled.</summary>
internal interface ISandboxAddress
{
    /// <summary>The bearer token they expect.</summary>
    string Key { get; }

    /// <summary>The base address of the stand-in for a party, or null when the sandbox is not enabled.</summary>
    string? Of(string party);
}
