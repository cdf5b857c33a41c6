using Portal.Edge;

namespace Unit.Portal.Edge;

public class When_the_configuration_of_the_edge_is_wrong
{
    [Theory]
    [InlineData("portal")]
    [InlineData("/")]
    [InlineData("/portal/")]
    [InlineData("//evil")]
    [InlineData("/a b")]
    public void Should_name_a_path_base_that_is_none(string path) =>
        Assert.Contains("Portal:PathBase", Failure(new EdgeOptions { PathBase = path }), StringComparison.Ordinal);

    [Fact]
    public void Should_name_every_key()
    {
        var failure = Failure(new EdgeOptions
        {
            RequireHttps = "perhaps",
            HstsDays = 0,
            Proxies = ["10.0.0.1", "10.0.0.0/8", "my-proxy"],
            Limits = new LimitOptions { SignInsPerMinute = 0, RequestsPerSecond = -1, Connections = 1 },
        });

        Assert.All(
            ["Portal:RequireHttps", "Portal:HstsDays", "Portal:Proxies:2", "SignInsPerMinute", "RequestsPerSecond", "Limits:Connections"],
            key => Assert.Contains(key, failure, StringComparison.Ordinal));
        Assert.DoesNotContain("Proxies:0", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_take_what_is_right() => Assert.True(new EdgeOptionsValidation()
        .Validate(null, new EdgeOptions { PathBase = "/tools/portal", RequireHttps = "True", Proxies = ["2001:db8::/32"] }).Succeeded);

    private static string Failure(EdgeOptions options) => new EdgeOptionsValidation().Validate(null, options).FailureMessage ?? string.Empty;
}
