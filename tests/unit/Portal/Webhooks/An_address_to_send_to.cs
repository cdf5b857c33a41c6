using System.Net;
using Portal.Operations.Topics.Webhooks;
using Portal.Operations.Topics.Webhooks.Guarding;

namespace Unit.Portal.Webhooks;

public class An_address_to_send_to
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Of_the_public_internet_may_be_called(string address) => Assert.True(new NetworkRules([]).IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::1")]
    [InlineData("fec0::1")]
    public void Of_the_inside_may_not_in_whatever_form(string address) => Assert.False(new NetworkRules([]).IsAllowed(IPAddress.Parse(address)));

    [Fact]
    public void Of_an_allowed_network_may()
    {
        var rules = new NetworkRules([IPNetwork.Parse("10.1.0.0/16")]);

        Assert.True(rules.IsAllowed(IPAddress.Parse("10.1.2.3")));
        Assert.True(rules.IsAllowed(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.False(rules.IsAllowed(IPAddress.Parse("10.2.2.3")));
    }

    [Theory]
    [InlineData("https://example.com/hooks")]
    [InlineData("https://example.com:8443/hooks?a=b")]
    [InlineData("https://8.8.8.8/")]
    public void Is_taken(string url) => Assert.Null(WebhookAddress.Problem(url, new WebhookOptions()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hooks")]
    [InlineData("//example.com")]
    [InlineData("http://example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:password@example.com")]
    [InlineData("https://example.com/#part")]
    [InlineData("https://localhost/")]
    [InlineData("https://a.LOCALHOST./")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public void Is_refused_in_words(string? url) => Assert.NotNull(WebhookAddress.Problem(url, new WebhookOptions()));

    [Fact]
    public void Has_an_allowed_port_where_there_is_a_list_of_them()
    {
        var options = new WebhookOptions { AllowedPorts = [443, 8443] };

        Assert.Null(WebhookAddress.Problem("https://example.com/", options));
        Assert.Contains("443, 8443", WebhookAddress.Problem("https://example.com:22/", options), StringComparison.Ordinal);
    }
}
