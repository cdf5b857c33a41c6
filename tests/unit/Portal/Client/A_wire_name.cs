using System.Text.Json;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Instances;
using Portal.Client.Orders;

namespace Unit.Portal.Client;

public class A_wire_name
{
    [Fact]
    public void Is_the_name_in_json()
    {
        AssertAll<OrderStatus>();
        AssertAll<InstanceState>();
        AssertAll<DeadLetterStatus>();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ReadyToShip")]
    [InlineData("0")]
    [InlineData("placed ")]
    public void That_nothing_has_is_no_value(string? name) => Assert.Null(WireName.Parse<OrderStatus>(name));

    [Fact]
    public void Of_an_undefined_value_is_its_number() => Assert.Equal("77", WireName.Of((OrderStatus)77));

    private static void AssertAll<T>()
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            Assert.Equal(JsonSerializer.Serialize(value).Trim('"'), WireName.Of(value));
            Assert.Equal(value, WireName.Parse<T>(WireName.Of(value)));
        }
    }
}
