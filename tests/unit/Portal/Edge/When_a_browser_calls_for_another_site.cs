using Microsoft.AspNetCore.Http;
using Portal.Edge;

namespace Unit.Portal.Edge;

public class When_a_browser_calls_for_another_site
{
    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)] // typed into the address bar
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", null, false)] // another port of this host, another host of this domain
    [InlineData("same-origin", "https://evil.example", true)] // a browser that says it is believed first: it cannot be set by a page
    [InlineData(null, null, true)] // no browser
    [InlineData(null, "https://portal.example", true)]
    [InlineData(null, "https://PORTAL.example:443", true)]
    [InlineData(null, "https://portal.example:8443", false)]
    [InlineData(null, "https://portal.example.evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, "nonsense", false)]
    public void Should_let_pass_only_what_comes_from_here(string? site, string? origin, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("portal.example");
        if (site is not null)
            context.Request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            context.Request.Headers.Origin = origin;

        Assert.Equal(expected, SameOriginRule.IsFromHere(context.Request));
    }

    [Theory]
    [InlineData("POST", false, false, false)]
    [InlineData("DELETE", false, false, false)]
    [InlineData("GET", false, false, true)]
    [InlineData("POST", true, false, true)] // a key is nothing that a browser adds by itself
    [InlineData("GET", false, true, false)] // a WebSocket
    public async Task Should_refuse_what_can_change_something(string method, bool withKey, bool isSocket, bool passes)
    {
        var context = new DefaultHttpContext { RequestServices = Services.ForProblems() };
        context.Request.Method = method;
        context.Request.Host = new HostString("portal.example");
        context.Request.Headers["Sec-Fetch-Site"] = "cross-site";
        context.Response.Body = new MemoryStream();
        if (withKey)
            context.Request.Headers.Authorization = "Bearer something";
        if (isSocket)
            context.Request.Headers.Upgrade = "websocket";
        var passed = false;

        await new SameOriginRule(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        }).InvokeAsync(context);

        Assert.Equal(passes, passed);
        Assert.Equal(passes ? 200 : 403, context.Response.StatusCode);
    }
}
