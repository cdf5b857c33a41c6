namespace Messaging;

/// <summary>
/// What the journal takes of a <see cref="BrokerEvent"/>. Not the message: its body would stay in memory for as long as the
/// fact waits.
/// </summary>
internal readonly struct JournalFact
{
    private const int MaxDetail = 2000;

    public JournalFact(in BrokerEvent e)
    {
        Kind = e.Kind;
        At = e.At;
        DeliveryCount = e.DeliveryCount;
        Queue = e.Queue;
        MessageId = e.Message.Id;
        Type = e.Message.Type;
        var headers = e.Message.Headers;
        if (headers.Count > 0)
        {
            CorrelationId = Id(headers, MessageHeaders.CorrelationId);
            CausationId = Id(headers, MessageHeaders.CausationId);
            if (CorrelationId == MessageId)
                CorrelationId = null;
        }

        Reason = Cut(e.Reason, Message.MaxNameLength);
        Detail = Cut(e.Detail, MaxDetail);
        By = Cut(e.By, Message.MaxNameLength);
    }

    public BrokerEventKind Kind { get; }

    public int DeliveryCount { get; }

    public long At { get; }

    public string Queue { get; }

    public string MessageId { get; }

    public string Type { get; }

    /// <summary>Null when the message started its conversation.</summary>
    public string? CorrelationId { get; }

    public string? CausationId { get; }

    public string? Reason { get; }

    public string? Detail { get; }

    public string? By { get; }

    private static string? Id(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var id) ? Cut(id, Message.MaxNameLength) : null;

    private static string? Cut(string? text, int max) => text is null || text.Length <= max ? text : text[..max];
}
