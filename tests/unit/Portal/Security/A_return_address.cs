using Portal.Client.Security;

namespace Unit.Portal.Security;

public class A_return_address
{
    [Theory]
    [InlineData("/")]
    [InlineData("/orders")]
    [InlineData("/orders?status=placed&customer=a%2Fb")]
    [InlineData("/a//b")]
    public void On_this_host_is_followed(string url) => Assert.Equal(url, LocalReturnUrl.Or(url, "/home"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("\\/evil.test")]
    [InlineData("/\t/evil.test")]
    [InlineData("/\n/evil.test")]
    [InlineData("\t//evil.test")]
    [InlineData("/ok\r\nSet-Cookie: a=b")]
    [InlineData("https://evil.test")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /orders")]
    public void Elsewhere_is_not(string? url) => Assert.Equal("/home", LocalReturnUrl.Or(url, "/home"));
}
