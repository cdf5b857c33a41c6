using System.Net;
using Messaging;
using Portal.ThirdParties;

namespace Unit.Portal.Http;

public sealed class When_a_third_party_keeps_failing
{
    private int _calls;

    [Fact]
    public async Task It_is_not_called_for_a_moment_and_the_callers_are_told_that_it_is_unavailable()
    {
        using var http = new HttpClient(new ThirdPartyHandler(
            "party", TimeSpan.FromMinutes(1), new ThirdPartyCircuit(TimeProvider.System), new ThirdPartyHealth(), TimeProvider.System)
        {
            InnerHandler = new Failing(this),
        });

        for (var i = 0; i < 30; i++)
        {
            var refused = await Assert.ThrowsAsync<DownstreamUnavailableException>(() => http.GetAsync("http://party.test/"));
            Assert.Equal("party", refused.Downstream);
        }

        Assert.Equal(10, _calls);
    }

    private sealed class Failing(When_a_third_party_keeps_failing test) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._calls++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        }
    }
}
