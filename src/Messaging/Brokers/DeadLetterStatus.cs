namespace Messaging;

/// <summary>Where a dead letter stands. Values are stored: never change them.</summary>
public enum DeadLetterStatus
{
    /// <summary>Waits for somebody to decide.</summary>
    Failed = 0,

    /// <summary>Back in its queue.</summary>
    Replayed = 2,

    /// <summary>Replayed, and then handled; or an edited copy was sent in its place.</summary>
    Resolved = 3,

    /// <summary>Put aside by somebody.</summary>
    Archived = 4,
}
