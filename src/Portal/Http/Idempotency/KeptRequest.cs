namespace Portal.Http.Idempotency;

/// <summary>A key that a caller sent along.</summary>
internal sealed class KeptRequest
{
    /// <summary>Of caller and key.</summary>
    public byte[] Id { get; set; } = [];

    /// <summary>Of method, address and content: the key belongs to these.</summary>
    public byte[] Content { get; set; } = [];

    public long At { get; set; }

    /// <summary>Null until it was answered, and for ever when the portal was killed in between.</summary>
    public int? Status { get; set; }

    public string? Headers { get; set; }

    public byte[]? Body { get; set; }
}
