namespace Portal.Operations.Bulk.Data;

/// <summary>Why items were skipped or could not be done, once for all that share the words.</summary>
internal sealed class OperationReason
{
    public const int Max = 255;

    public long Operation { get; init; }

    /// <summary>1 to <see cref="Max"/>; what items have in their state.</summary>
    public int Number { get; init; }

    public required string Words { get; init; }
}
