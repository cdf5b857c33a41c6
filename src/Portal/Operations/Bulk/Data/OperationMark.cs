namespace Portal.Operations.Bulk.Data;

/// <summary>How far the failures that came back have been counted: where to go on looking after a crash. One row.</summary>
internal sealed class OperationMark
{
    public int Id { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long SeenUntil { get; init; }
}
