namespace Portal.Operations.Bulk.Data;

/// <summary>
/// Up to <see cref="Size"/> of what an operation covers, in one row: their ids and what became of each, packed. A million of them
/// are a thousand rows, and a batch that is carried out changes one.
/// </summary>
internal sealed class OperationChunk
{
    public const int Size = 1000;

    public long Operation { get; init; }

    /// <summary>From 0; ids grow with it.</summary>
    public int Number { get; init; }

    public long FirstId { get; init; }

    public int Waiting { get; set; }

    public int Done { get; set; }

    public int Skipped { get; set; }

    public int Failed { get; set; }

    public int FailedAgain { get; set; }

    /// <summary>8 bytes each, ascending.</summary>
    public required byte[] Ids { get; init; }

    /// <summary>See <see cref="ChunkItems"/>.</summary>
    public required byte[] States { get; set; }
}
