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
        ["/api/people"] = "it takes a secret, which is kept nowhere; the name is unique, so that nobody is made twice",
        ["/api/people/{name}/password"] = "it takes a secret, which is kept nowhere; again is as good as once",
        ["/api/people/{name}/unlock"] = "again is as good as once",
        ["/api/me/password"] = "it takes a secret, which is kept nowhere; a second time the old one is wrong",
        ["/api/me/sign-out-everywhere"] = "again is as good as once",
        ["/api/me/sessions/end-others"] = "again is as good as once",
        ["/api/me/passkeys"] = "the challenge in the cookie is its key",
        ["/api/me/passkeys/options"] = "each time another challenge",
        ["/sign-in/passkey"] = "the challenge in the cookie is its key",
        ["/sign-in/passkey/options"] = "each time another challenge",
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
