namespace Portal.Operations.DeadLetters.Index;

/// <summary>A group of failures in the hands of the thread that writes; written back at the end of the transaction that changes it.</summary>
internal sealed class Site(long id)
{
    public long Id { get; } = id;

    public string Reason { get; set; } = "";

    public string? ExceptionMessage { get; set; }

    public long FirstFailedAt { get; set; }

    public long LastFailedAt { get; set; }

    public long? LastReplayedAt { get; set; }

    /// <summary>Its letters that are failed, and not for the first time.</summary>
    public long CameBack { get; set; }

    public long Version { get; set; }
}
