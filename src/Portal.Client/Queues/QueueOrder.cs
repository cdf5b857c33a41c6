namespace Portal.Client.Queues;

/// <summary>The orders of the list of queues, by their names in the address; a <c>-</c> before it for descending.</summary>
internal static class QueueOrder
{
    private static readonly Dictionary<string, Comparison<QueueView>> _orders = new(StringComparer.Ordinal)
    {
        ["name"] = (_, _) => 0,
        ["ready"] = (a, b) => a.Ready.CompareTo(b.Ready),
        ["leased"] = (a, b) => a.Leased.CompareTo(b.Leased),
        ["scheduled"] = (a, b) => a.Scheduled.CompareTo(b.Scheduled),
        ["dead"] = (a, b) => a.DeadLettered.CompareTo(b.DeadLettered),
        ["oldest"] = (a, b) => a.OldestAgeSeconds.CompareTo(b.OldestAgeSeconds),
        ["consumers"] = (a, b) => a.Consumers.CompareTo(b.Consumers),
        ["in"] = (a, b) => a.PublishedPerSecond.CompareTo(b.PublishedPerSecond),
        ["done"] = (a, b) => a.AcknowledgedPerSecond.CompareTo(b.AcknowledgedPerSecond),
    };

    public static bool IsKnown(string? order) => order is not null && _orders.ContainsKey(order.TrimStart('-'));

    /// <summary>Equal ones by name, so that rows keep their places while nothing changes.</summary>
    public static void Sort(List<QueueView> queues, string order)
    {
        var isDown = order.StartsWith('-');
        var compare = _orders[order.TrimStart('-')];
        var byName = order == "-name" ? -1 : 1;
        queues.Sort((a, b) =>
        {
            var by = isDown ? compare(b, a) : compare(a, b);
            return by != 0 ? by : byName * string.CompareOrdinal(a.Name, b.Name);
        });
    }
}
