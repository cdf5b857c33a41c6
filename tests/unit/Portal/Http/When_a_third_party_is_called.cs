using System.Net;
using Messaging;
using Portal.ThirdParties;

namespace Unit.Portal.Http;

public class When_a_third_party_is_called
{
    private readonly ThirdPartyHealth _health = new();

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(401)]
    public async Task An_answer_that_says_later_means_unavailable(int status)
    {
        using var http = Client((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));
        var error = await Assert.ThrowsAsync<DownstreamUnavailableException>(() => http.GetAsync("http://party.test/"));
        Assert.Equal("party", error.Downstream);
        Assert.Equal($"party answered {status}", AssertSick());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(400)]
    [InlineData(402)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task An_answer_that_means_something_is_passed_on(int status)
    {
        using var http = Client((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));
        using var response = await http.GetAsync("http://party.test/");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(Assert.Single(_health.Current).Healthy);
    }

    [Fact]
    public async Task A_refused_connection_means_unavailable()
    {
        using var http = Client((_, _) => throw new HttpRequestException("Connection refused"));
        var error = await Assert.ThrowsAsync<DownstreamUnavailableException>(() => http.GetAsync("http://party.test/"));
        Assert.IsType<HttpRequestException>(error.InnerException);
        Assert.Equal("Connection refused", AssertSick());
    }

    [Fact]
    public async Task No_answer_in_time_means_unavailable()
    {
        using var http = Client(
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return new HttpResponseMessage();
            },
            TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAsync<DownstreamUnavailableException>(() => http.GetAsync("http://party.test/"));
        Assert.Equal("no answer in time", AssertSick());
    }

    [Fact]
    public async Task A_body_that_is_cut_means_unavailable()
    {
        using var http = Client((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new CutStream()) }));
        await Assert.ThrowsAsync<DownstreamUnavailableException>(() => http.GetAsync("http://party.test/"));
        AssertSick();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_no_news_of_the_party()
    {
        using var giveUp = new CancellationTokenSource();
        using var http = Client(async (_, token) =>
        {
            await giveUp.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new HttpResponseMessage();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync("http://party.test/", giveUp.Token));
        Assert.Empty(_health.Current);
    }

    private HttpClient Client(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, TimeSpan? timeout = null) => new(
        new ThirdPartyHandler(
            "party", timeout ?? TimeSpan.FromMinutes(1), new ThirdPartyCircuit(TimeProvider.System), _health, TimeProvider.System)
        { InnerHandler = new Answers(answer) });

    private string AssertSick()
    {
        var party = Assert.Single(_health.Current);
        Assert.False(party.Healthy);
        return party.LastError!;
    }

    private sealed class Answers(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }

    private sealed class CutStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The connection was cut.");
    }
}
