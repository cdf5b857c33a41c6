using System.Net;
using Portal.Edge;

namespace Unit.Portal.Edge;

public class Whose_address_it_is
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::/64")]
    public void One_subscriber_is_one_caller(string address, string partition) =>
        Assert.Equal(partition, CallerAddress.PartitionOf(IPAddress.Parse(address)));

    [Fact]
    public void Those_without_one_share_a_bucket() => Assert.Equal("unknown", CallerAddress.PartitionOf(null));
}
