using Microsoft.AspNetCore.Routing;
using Portal.Http.Idempotency;
using Unit.Portal.Support;

namespace Unit.Portal.Http;

public class Which_calls_take_a_key
{
    /// <summary>Those that do not, and why.</summary>
    private static readonly Dictionary<string, string> _without = new(StringComparer.Ordinal)
    {
        ["/api/queues/{queue}/receive"] = "whoever did not hear of a lease gets the messages again when it ends; the same lease twice would be two holders",
        ["/api/leases/{token}/ack"] = "the token is the key: it settles once",
        ["/api/leases/{token}/nack"] = "the token is the key: it settles once",
        ["/api/leases/{token}/renew"] = "again is as good as once",
        ["/api/leases/{token}/dead-letter"] = "the token is the key: it settles once",
        ["/api/keys"] = "its answer has a secret, which is kept nowhere",
        ["/api/keys/{id}/revoke"] = "again is as good as once",
        ["/api/people"] = "its request has a secret, which is kept nowhere; the name is there once",
        ["/api/people/{name}/password"] = "its request has a secret, which is kept nowhere",
        ["/api/people/{name}/unlock"] = "again is as good as once",
        ["/api/me/password"] = "its request has secrets, which are kept nowhere",
        ["/api/me/sign-out-everywhere"] = "again is as good as once",
        ["/api/me/passkeys"] = "the challenge is good for once",
        ["/api/me/passkeys/options"] = "changes nothing",
        ["/sign-in/passkey"] = "the challenge is good for once",
        ["/sign-in/passkey/options"] = "changes nothing",
        ["/api/topics/{topic}/subscriptions/{subscription}/rotate-secret"] = "its answer has a secret, which is kept nowhere",
        ["/api/topics/{topic}/subscriptions/{subscription}/test"] = "one ping more does no harm",
        ["/api/topics/{topic}/subscriptions/{subscription}/pause"] = "again is as good as once",
        ["/api/topics/{topic}/subscriptions/{subscription}/resume"] = "again is as good as once",
        ["/api/dead-letters/{id}/check"] = "changes nothing",
        ["/sandbox/payments/charges"] = "the third party's own, with a key of its own",
        ["/sandbox/payments/refunds"] = "the third party's own, with a key of its own",
        ["/sandbox/carriers/{carrier}/rates"] = "the third party's own",
        ["/sandbox/carriers/{carrier}/labels"] = "the third party's own, with a key of its own",
    };

    [Fact]
    public async Task Every_one_that_starts_work()
    {
        await using var portal = WholePortal.Build();

        var posts = portal.Routes()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .ToDictionary(route => "/" + route.RoutePattern.RawText!.Trim('/'), route => route.Metadata.GetMetadata<IdempotentAttribute>() is not null);

        Assert.True(posts.Count(post => post.Value) > 20);
        Assert.Equal(_without.Keys.Order(), posts.Where(post => !post.Value).Select(post => post.Key).Order());
    }
}
