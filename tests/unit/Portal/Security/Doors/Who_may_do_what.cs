using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;

namespace Unit.Portal.Security.Doors;

/// <summary>Every route, asked for with every kind of credential over HTTP: exactly those answer that the table says. A route that is not in it fails.</summary>
public class Who_may_do_what
{
    [Fact]
    public async Task Exactly_what_the_table_says()
    {
        await using var portal = await LivePortal.StartAsync();
        var calls = portal.Routes().SelectMany(Calls).DistinctBy(call => call.Name).ToList();
        var known = AccessTable.Routes;
        AssertNone(calls.Select(call => call.Name).Except(known.Keys, StringComparer.Ordinal), "not in the table");
        AssertNone(known.Keys.Except(calls.Select(call => call.Name), StringComparer.Ordinal), "in the table, but no route");

        var callers = await Callers.AllAsync(portal);
        var wrong = new ConcurrentBag<string>();

        // Side by side: what is refused is in the audit before it is answered, and they wait for one commit together. People come last,
        // as at their end they end all their sessions.
        foreach (var together in callers.GroupBy(caller => caller.Renew is null).OrderByDescending(group => group.Key))
            await Task.WhenAll(together.Select(CallAsync));

        AssertNone(wrong.Order(StringComparer.Ordinal), "not as the table says");

        async Task CallAsync(Caller caller)
        {
            var client = caller.Client;
            foreach (var call in calls.OrderBy(call => AccessTable.EndSessions.Contains(call.Name)))
            {
                if (AccessTable.EndSessions.Contains(call.Name) && caller.Renew is not null)
                    client = await caller.Renew();
                var needed = known[call.Name];
                var answered = await AnswersAsync(client, call);
                var allowed = needed is null || caller.May(needed);
                if (answered.Yes != allowed)
                    wrong.Add($"{call.Name} {(allowed ? "refuses" : "lets in")} {caller.Name} ({(int)answered.Status})");
            }
        }
    }

    private static void AssertNone(IEnumerable<string> names, string what)
    {
        var all = names.ToList();
        Assert.True(all.Count == 0, $"{all.Count} {what}:\n{string.Join('\n', all)}");
    }

    private static IEnumerable<Call> Calls(RouteEndpoint route)
    {
        var path = "/" + route.RoutePattern.RawText?.Trim('/');
        var isPage = route.Metadata.Any(item => item.GetType().Name == "ComponentTypeMetadata");
        var methods = isPage ? ["GET"] : route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [path.EndsWith("/negotiate", StringComparison.Ordinal) ? "POST" : "GET"];
        return methods.Where(method => method is not "OPTIONS").Select(method => new Call($"{(isPage ? "PAGE" : method)} {path}", method, Filled(route), isPage));
    }

    /// <summary>A path of the route that leads to nothing: whoever may is told so.</summary>
    private static string Filled(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        _ => "1",
    })))) + (route.RoutePattern.RawText!.EndsWith("/requests", StringComparison.Ordinal) ? "?timeout=0.01" : string.Empty); // else it waits for a reply

    private static async Task<(bool Yes, HttpStatusCode Status)> AnswersAsync(HttpClient client, Call call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path);
        if (call.IsPage)
            request.Headers.Add("Accept", "text/html");
        if (call.Method is "POST" or "PUT" or "PATCH")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var toSignIn = answer.StatusCode is HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("/sign-in?", StringComparison.Ordinal);
        return (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !toSignIn, answer.StatusCode);
    }

    private sealed record Call(string Name, string Method, string Path, bool IsPage);
}
