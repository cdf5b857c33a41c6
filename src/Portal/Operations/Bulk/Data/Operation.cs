using Portal.Client.Operations;

namespace Portal.Operations.Bulk.Data;

/// <summary>An operation as stored. Times are Unix milliseconds.</summary>
internal sealed class Operation
{
    /// <summary>What its chunks refer to.</summary>
    public long Seq { get; init; }

    /// <summary>Never used again, also where this file is lost and the broker's is not: the broker recognises an operation by it.</summary>
    public required string Id { get; init; }

    public OperationKind Kind { get; init; }

    public OperationState State { get; set; }

    /// <summary>1 when it is completed or cancelled: those are listed last.</summary>
    public int IsOver { get; set; }

    public required string Title { get; init; }

    public long Total { get; init; }

    /// <summary>Carried out, those that failed again included.</summary>
    public long Done { get; set; }

    public long Failed { get; set; }

    public long Skipped { get; set; }

    public long FailedAgain { get; set; }

    public double? RatePerSecond { get; init; }

    public bool Canary { get; init; }

    /// <summary>1, 10 or 0 with canary, else null.</summary>
    public int? Stage { get; set; }

    /// <summary><see cref="Done"/> when the stage began, or was begun again by a person.</summary>
    public long StageDone { get; set; }

    /// <summary><see cref="FailedAgain"/> at that time.</summary>
    public long StageFailedAgain { get; set; }

    /// <summary>That time.</summary>
    public long StageAt { get; set; }

    public string? Queue { get; init; }

    public string? Filter { get; init; }

    public required string StartedBy { get; init; }

    public long StartedAt { get; init; }

    public long UpdatedAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Words { get; set; }

    public long Version { get; set; }

    public long Remaining => Total - Done - Failed - Skipped;
}
