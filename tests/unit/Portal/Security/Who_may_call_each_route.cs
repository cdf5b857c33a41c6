using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Portal.Http;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public class Who_may_call_each_route
{
    /// <summary>What changes something and yet needs no ability, and why.</summary>
    private static readonly Dictionary<string, string> _open = new(StringComparer.Ordinal)
    {
        ["ANY /hubs/status"] = "the hub only tells",
        ["ANY /hubs/status/negotiate"] = "the hub only tells",
    };

    [Fact]
    public async Task Everything_that_changes_something_says_what_its_caller_must_be_able_to()
    {
        await using var portal = WholePortal.Build();

        var routes = portal.Routes();

        Assert.True(routes.Count > 30, $"only {routes.Count} routes were found");
        Assert.Empty(routes.SelectMany(Calls).Where(call => !_open.ContainsKey(call.Name) && !IsSaid(call.Route)).Select(call => call.Name));
    }

    [Fact]
    public async Task What_is_called_open_is_there_and_says_nothing()
    {
        await using var portal = WholePortal.Build();

        var calls = portal.Routes().SelectMany(Calls).ToLookup(call => call.Name, call => call.Route, StringComparer.Ordinal);

        Assert.All(_open.Keys, name => Assert.All(calls[name], route => Assert.Null(route.Metadata.GetMetadata<AbilityRequirement>())));
        Assert.All(_open.Keys, name => Assert.NotEmpty(calls[name]));
    }

    [Theory]
    [InlineData("POST /api/orders", "Trade")]
    [InlineData("POST /api/queues/{queue}/purge", "Destroy")]
    [InlineData("DELETE /api/queues/{queue}", "Destroy")]
    [InlineData("POST /api/queues/{queue}/pause", "OperateQueues")]
    [InlineData("POST /api/queues/{queue}/messages", "SendMessages")]
    [InlineData("POST /api/queues/{queue}/requests", "SendMessages")]
    [InlineData("POST /api/topics/{topic}/messages", "SendMessages")]
    [InlineData("POST /api/queues/{queue}/receive", "ReceiveMessages")]
    [InlineData("POST /api/leases/{token}/ack", "ReceiveMessages")]
    [InlineData("POST /api/keys", "MakeKeys")]
    [InlineData("POST /api/instances/{id}/stop", "OperateInstances")]
    [InlineData("POST /api/dead-letters/{id}/replay", "ReplayDeadLetters")]
    [InlineData("PUT /api/sandbox/payments", "RunJobs")]
    public async Task The_right_one(string name, string ability)
    {
        await using var portal = WholePortal.Build();

        var (_, route) = Assert.Single(portal.Routes().SelectMany(Calls), call => call.Name == name);

        Assert.Equal(ability, route.Metadata.GetMetadata<AbilityRequirement>()?.Ability.ToString());
    }

    private static IEnumerable<(string Name, RouteEndpoint Route)> Calls(RouteEndpoint route) =>
        (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
        .Where(method => method is not ("GET" or "HEAD" or "OPTIONS"))
        .Select(method => ($"{method} /{route.RoutePattern.RawText?.Trim('/')}", route));

    private static bool IsSaid(RouteEndpoint route) =>
        route.Metadata.GetMetadata<AbilityRequirement>() is not null || route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
