using Portal.Client.DeadLetters;
using Portal.Client.DeadLetters.Filters;

namespace Unit.Portal.Client.Desk;

public class A_filter_in_an_address
{
    private static readonly DeadLetterFilter _full = new(
        "billing", "sales.order-placed.v1", DeadLetterStatus.Failed, "Straße & \"co\" 100 %", "System.Text.Json.JsonException",
        new DateTimeOffset(2026, 3, 1, 6, 10, 0, 120, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 8, 40, 0, TimeSpan.FromHours(2)), "g+1/2");

    [Fact]
    public void Comes_back_as_it_was()
    {
        Assert.Equal(_full, DeadLetterAddress.Parse(DeadLetterAddress.QueryOf(_full)));
        Assert.Equal(_full, DeadLetterAddress.Parse("?" + DeadLetterAddress.QueryOf(_full)));
        Assert.Equal(new DeadLetterFilter(), DeadLetterAddress.Parse(DeadLetterAddress.QueryOf(new DeadLetterFilter())));
    }

    [Fact]
    public void Leaves_out_what_is_not_understood() =>
        Assert.Equal(new DeadLetterFilter(Queue: "billing"), DeadLetterAddress.Parse("queue=billing&status=gone&from=yesterday&text=%20&view=list"));

    [Fact]
    public void Is_short_when_there_is_nothing_to_say()
    {
        Assert.Equal("dead-letters/7", DeadLetterAddress.Letter("7", new DeadLetterFilter()));
        Assert.Equal("dead-letters?view=list&queue=billing&status=failed", DeadLetterAddress.List(new DeadLetterFilter("billing", Status: DeadLetterStatus.Failed)));
    }

    [Theory]
    [InlineData(null, "", "groups")]
    [InlineData(null, "status=failed", "groups")]
    [InlineData(null, "queue=billing", "list")]
    [InlineData(null, "group=g1", "list")]
    [InlineData("groups", "queue=billing", "groups")]
    [InlineData("list", "", "list")]
    [InlineData("nonsense", "text=x", "list")]
    public void Says_which_view_is_shown(string? asked, string query, string view) =>
        Assert.Equal(view, DeskView.For(asked, DeadLetterAddress.Parse(query)));
}
