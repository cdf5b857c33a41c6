namespace Bench.Orders;

/// <param name="Orders">How many were placed and became ready.</param>
/// <param name="PerSecond">From the first placed to the last ready.</param>
/// <param name="CpuMilliseconds">Of the portal's process, for each order; the load generator's is not in it.</param>
/// <param name="PlaceMilliseconds">Median time of <c>POST /api/orders</c>, as the caller sees it.</param>
internal sealed record OrderRound(int Orders, double PerSecond, double CpuMilliseconds, double PlaceMilliseconds)
{
    public override string ToString() =>
        $"{Orders,6:N0} orders, {PerSecond,6:N0}/s, {CpuMilliseconds,6:0.00} ms CPU each, POST {PlaceMilliseconds:0.0} ms";
}
