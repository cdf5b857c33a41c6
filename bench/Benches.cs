using Bench.Fuzz;
using Bench.Http;
using Bench.Orders;
using Bench.Pages;
using Bench.Replay;

namespace Bench;

internal static class Benches
{
    public static IReadOnlyList<IBench> All { get; } =
    [
        new BrokerBench(), new LatencyBench(), new BacklogBench(), new FanoutBench(), new OrdersBench(), new RabbitBench(), new HttpBench(), new FuzzBench(), new ReplayBench(), new PagesBench(),
    ];
}
