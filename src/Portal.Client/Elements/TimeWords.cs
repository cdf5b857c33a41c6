namespace Portal.Client.Elements;

/// <summary>How a time is said, seen from now.</summary>
public enum TimeWords
{
    /// <summary>"12 s ago", "just now".</summary>
    Ago,

    /// <summary>"in 12 s", "now" when it has come.</summary>
    In,

    /// <summary>"12 s", how long it has lasted.</summary>
    For,
}
