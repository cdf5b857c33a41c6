using Portal.Client.Orders;
using Portal.Sales;

namespace Unit.Portal.Sales;

public class Every_fact_in_every_status
{
    public static TheoryData<OrderStatus, string, OrderStatus?> Table => new()
    {
        { OrderStatus.Placed, "Billed", OrderStatus.Billed },
        { OrderStatus.Placed, "Declined", OrderStatus.Cancelled },
        { OrderStatus.Placed, "LabelCreated", OrderStatus.ReadyToShip },
        { OrderStatus.Placed, "Refunded", OrderStatus.Cancelled },
        { OrderStatus.Placed, "CancelRequested", OrderStatus.Cancelled },
        { OrderStatus.Billed, "Billed", null },
        { OrderStatus.Billed, "Declined", null },
        { OrderStatus.Billed, "LabelCreated", OrderStatus.ReadyToShip },
        { OrderStatus.Billed, "Refunded", OrderStatus.Cancelled },
        { OrderStatus.Billed, "CancelRequested", OrderStatus.Cancelled },
        { OrderStatus.ReadyToShip, "Billed", null },
        { OrderStatus.ReadyToShip, "Declined", null },
        { OrderStatus.ReadyToShip, "LabelCreated", null },
        { OrderStatus.ReadyToShip, "Refunded", null },
        { OrderStatus.ReadyToShip, "CancelRequested", null },
        { OrderStatus.Cancelled, "Billed", null },
        { OrderStatus.Cancelled, "Declined", null },
        { OrderStatus.Cancelled, "LabelCreated", null },
        { OrderStatus.Cancelled, "Refunded", null },
        { OrderStatus.Cancelled, "CancelRequested", null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Leads_where_it_should(OrderStatus status, string fact, OrderStatus? next) =>
        Assert.Equal(next, OrderStateMachine.Next(status, Enum.Parse<OrderFact>(fact)));

    [Fact]
    public void The_table_is_complete() => Assert.Equal(
        Enum.GetValues<OrderStatus>().Length * Enum.GetValues<OrderFact>().Length,
        Table.Select(row => (row.Data.Item1, row.Data.Item2)).Distinct().Count());
}
