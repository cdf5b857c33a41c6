namespace Portal.Edge;

/// <summary>How long one call may take.</summary>
internal static class RequestTime
{
    /// <summary>More than the longest wait a caller may ask for, which is two minutes; what takes longer is given up and answered 504.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(150);
}
