namespace Portal.Operations.Queues;

/// <summary>What takes two looks at a queue to know.</summary>
/// <param name="Published">A second.</param>
/// <param name="Acknowledged">A second.</param>
/// <param name="Failed">Deliveries a second.</param>
/// <param name="IsFallingBehind">Its first message has become older for a while, as if nobody took any.</param>
internal readonly record struct QueueRates(double Published, double Acknowledged, double Failed, bool IsFallingBehind);
