using Portal.Client.Orders;
using Portal.Http;

namespace Unit.Portal.Http;

public class A_query
{
    [Theory]
    [InlineData("placed", OrderStatus.Placed)]
    [InlineData("readyToShip", OrderStatus.ReadyToShip)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Names_a_status_as_json_does(string? text, OrderStatus? expected)
    {
        Assert.True(QueryEnum.TryParse<OrderStatus>(text, "status", out var value, out var problem));
        Assert.Equal(expected, value);
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("ReadyToShip")]
    [InlineData("1")]
    [InlineData("\"placed\"")]
    [InlineData("placed,billed")]
    public void Is_told_the_names_when_it_has_none_of_them(string text)
    {
        Assert.False(QueryEnum.TryParse<OrderStatus>(text, "status", out var value, out var problem));
        Assert.Null(value);
        Assert.Equal(400, problem.Status);
        Assert.Equal(["must be one of placed, billed, readyToShip, cancelled"], problem.Errors!["status"]);
    }

    [Theory]
    [InlineData(null, true, 50)]
    [InlineData(1, true, 1)]
    [InlineData(500, true, 500)]
    [InlineData(0, false, 0)]
    [InlineData(501, false, 0)]
    [InlineData(-1, false, 0)]
    public void Asks_for_1_to_500_items(int? limit, bool allowed, int items)
    {
        var query = new PageQuery(limit, "next");
        Assert.Equal(allowed, query.Problem is null);
        if (allowed)
            Assert.Equal((items, "next"), (query.ToRequest().Limit, query.ToRequest().After));
        else
            Assert.Equal(["limit"], query.Problem!.Errors!.Keys);
    }
}
