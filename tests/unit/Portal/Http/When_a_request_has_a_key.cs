using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Http.Idempotency;
using Unit.Portal.Support;

namespace Unit.Portal.Http;

public class When_a_request_has_a_key
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_answered_once_and_the_key_belongs_to_its_content()
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.PutAsync("/api/queues/work", new { });

        using var first = await portal.PostAsync("/api/queues/work/messages", "hello", "k");
        using var quoted = await portal.PostAsync("/api/queues/work/messages", "hello", "\"k\"");
        using var other = await portal.PostAsync("/api/queues/work/messages", "goodbye", "k");
        using var otherHeader = await portal.PostAsync("/api/queues/work/messages", "hello", "k", headers: ("Message-Type", "greeting"));
        using var elsewhere = await portal.PostAsync("/api/queues/work/purge", "hello", "k");

        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await quoted.Content.ReadAsStringAsync(Token));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.All([other, otherHeader, elsewhere], refused => Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode));
        Assert.Equal(1, (await portal.GetAsync("/api/queues/work")).GetProperty("ready").GetInt32());
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await using var portal = await RunningPortal.StartAsync();

        using var unknown = await portal.PostAsync("/api/queues/work/messages", "hello", "k");
        using var unreadable = await portal.PostAsync("/api/orders", "{", "k");
        await portal.PutAsync("/api/queues/work", new { });
        using var known = await portal.PostAsync("/api/queues/work/messages", "hello", "k");

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Accepted), (unknown.StatusCode, unreadable.StatusCode, known.StatusCode));
    }

    [Fact]
    public async Task While_it_is_worked_on_another_one_is_told_to_come_again()
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.PutAsync("/api/queues/questions", new { });

        var asking = portal.PostAsync("/api/queues/questions/requests?timeout=30", "?", "k");
        using var received = await portal.PostAsync("/api/queues/questions/receive?wait=10", null);
        using var second = await portal.PostAsync("/api/queues/questions/requests?timeout=30", "?", "k");
        var question = System.Text.Json.JsonDocument.Parse(await received.Content.ReadAsStringAsync(Token)).RootElement[0].GetProperty("headers");
        using var reply = await portal.PostAsync(
            $"/api/queues/{question.GetProperty("reply-to").GetString()}/messages", "42", headers: ("Correlation-Id", question.GetProperty("correlation-id").GetString()!));
        using var answer = await asking;
        using var again = await portal.PostAsync("/api/queues/questions/requests?timeout=30", "?", "k");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal("42", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("42", await again.Content.ReadAsStringAsync(Token));
    }

    /// <summary>A caller that is quick has read the answer before the thread that wrote it goes on.</summary>
    [Fact]
    public async Task As_soon_as_a_byte_of_the_answer_is_out_it_may_be_sent_again()
    {
        await using var portal = await RunningPortal.StartAsync();
        var once = ActivatorUtilities.CreateInstance<IdempotencyMiddleware>(portal.Services, (RequestDelegate)(context => context.Response.WriteAsync("done", Token)));
        var again = Asking(new MemoryStream());
        var first = Asking(new HeardStream(() => once.InvokeAsync(again)));

        await once.InvokeAsync(first);

        Assert.Equal((200, 200), (first.Response.StatusCode, again.Response.StatusCode));
        Assert.Equal("true", again.Response.Headers["Idempotency-Replayed"]);
        Assert.Equal("done"u8, ((MemoryStream)again.Response.Body).ToArray());

        HttpContext Asking(Stream answer)
        {
            var context = new DefaultHttpContext { RequestServices = portal.Services, Request = { Method = "POST", Path = "/work" }, Response = { Body = answer } };
            context.Request.Headers["Idempotency-Key"] = "k";
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new IdempotentAttribute()), null));
            return context;
        }
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        await using var portal = await RunningPortal.StartAsync();

        foreach (var key in new[] { "\"\"", "with space", "a\tb", new string('k', 256) })
        {
            using var refused = await portal.PostAsync("/api/orders", "{}", null, headers: ("Idempotency-Key", key));
            Assert.Equal((key, HttpStatusCode.BadRequest), (key, refused.StatusCode));
            Assert.Contains("Idempotency-Key", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_are_forgotten_when_there_are_too_many()
    {
        await using var portal = await RunningPortal.StartAsync(new() { ["Idempotency:MaxRequests"] = "100" });
        await portal.PutAsync("/api/queues/work", new { });
        for (var i = 0; i < 105; i++)
            (await portal.PostAsync("/api/queues/work/messages", "hello", "k" + i)).Dispose();

        await portal.Services.GetServices<IHostedService>().OfType<RequestSweeper>().Single().SweepAsync(Token);

        using var oldest = await portal.PostAsync("/api/queues/work/messages", "other", "k0");
        using var newest = await portal.PostAsync("/api/queues/work/messages", "other", "k104");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity), (oldest.StatusCode, newest.StatusCode));
    }

    /// <summary>Tells of what is written to it.</summary>
    private sealed class HeardStream(Func<Task> hear) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            await hear();
        }
    }
}
