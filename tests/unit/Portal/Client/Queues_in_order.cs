using Portal.Client.Queues;

namespace Unit.Portal.Client;

public class Queues_in_order
{
    private static readonly QueueView _a = new("a", 5, 0, 0, 1, 0, 8, 0, 0, false, 1);
    private static readonly QueueView _b = _a with { Name = "b", Ready = 7 };
    private static readonly QueueView _c = _a with { Name = "c" };

    [Theory]
    [InlineData("name", "abc")]
    [InlineData("-name", "cba")]
    [InlineData("ready", "acb")]
    [InlineData("-ready", "bac")]
    [InlineData("dead", "abc")]
    [InlineData("-dead", "abc")]
    public void Equal_ones_keep_the_order_of_their_names(string order, string names)
    {
        List<QueueView> queues = [_c, _b, _a];
        QueueOrder.Sort(queues, order);
        Assert.Equal(names, string.Concat(queues.Select(queue => queue.Name)));
    }

    [Theory]
    [InlineData("ready", true)]
    [InlineData("-oldest", true)]
    [InlineData("nonsense", false)]
    [InlineData(null, false)]
    public void Only_known_orders(string? order, bool isKnown) => Assert.Equal(isKnown, QueueOrder.IsKnown(order));
}
