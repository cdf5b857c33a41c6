namespace Portal.Operations.Bulk.Data;

/// <summary>How far the failures that came back have been counted: where to go on looking. One row.</summary>
internal sealed class OperationMark
{
    public int Id { get; init; }

    /// <summary>The broker's store that has the position; another one has other dead letters.</summary>
    public required string Store { get; init; }

    /// <summary>In its log of changes.</summary>
    public long Position { get; init; }
}
