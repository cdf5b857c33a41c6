using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Operations.Topics.Webhooks;
using Portal.Operations.Topics.Webhooks.Delivering;
using Portal.Operations.Topics.Webhooks.Guarding;

namespace Unit.Portal.Webhooks;

/// <summary>A real endpoint on loopback, and what becomes of its answers.</summary>
public sealed class When_an_endpoint_is_called : IAsyncLifetime
{
    private readonly WebApplication _endpoint = Build();
    private readonly TaskCompletionSource _never = new();
    private RequestDelegate _answer = _ => Task.CompletedTask;
    private int _calls;

    private int Port => new Uri(_endpoint.Urls.First()).Port;

    public async ValueTask InitializeAsync()
    {
        _endpoint.Run(context =>
        {
            Interlocked.Increment(ref _calls);
            return _answer(context);
        });
        await _endpoint.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _never.TrySetResult();
        await _endpoint.DisposeAsync();
    }

    [Fact]
    public async Task Should_2xx_be_success_and_everything_else_a_failure_with_an_excerpt()
    {
        On(context =>
        {
            context.Response.StatusCode = int.Parse(context.Request.Path.Value![1..], System.Globalization.CultureInfo.InvariantCulture);
            return context.Response.WriteAsync("what it says\u0007");
        });

        Assert.Null((await CallAsync("/202")).Error);
        var failed = await CallAsync("/500");
        Assert.Equal((500, "answered 500", "what it says "), (failed.Status, failed.Error, failed.Excerpt));
        Assert.True((await CallAsync("/410")).IsGone);
    }

    [Fact]
    public async Task Should_a_redirect_not_be_followed()
    {
        On(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        var answer = await CallAsync("/here");

        Assert.Equal((302, 1), (answer.Status, _calls));
        Assert.Contains("redirect", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_one_that_does_not_answer_be_left_when_the_time_is_over()
    {
        On(_ => _never.Task);

        var answer = await CallAsync("/slow", timeout: 1);

        Assert.Null(answer.Status);
        Assert.Contains("within 1 s", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_of_a_huge_answer_only_the_beginning_be_read()
    {
        // A socket that says what the other side's system has taken: a server would go on counting for a while after the caller has gone.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync();
            long sent = await socket.SendAsync("HTTP/1.1 500 No\r\nContent-Length: 655360000\r\n\r\n"u8.ToArray());
            var block = new byte[64 * 1024];
            block.AsSpan().Fill((byte)'x');
            try
            {
                while (sent < 655_360_000)
                    sent += await socket.SendAsync(block);
            }
            catch (SocketException)
            {
                // The caller has gone.
            }

            return sent;
        });

        var answer = await CallAsync("/huge", port: ((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Equal(1024, answer.Excerpt?.Length);
        Assert.InRange(await sending, 1024, 50L * 1024 * 1024); // what buffers hold, and not the 655 MB
    }

    [Fact]
    public async Task Should_what_it_asks_to_wait_be_heard()
    {
        On(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "77";
            return Task.CompletedTask;
        });

        Assert.Equal(TimeSpan.FromSeconds(77), (await CallAsync("/")).RetryAfter);
    }

    [Fact]
    public async Task Should_a_name_that_leads_inside_not_be_called_even_when_it_led_outside_before()
    {
        var resolver = new FakeResolver([IPAddress.Parse("8.8.8.8")], [IPAddress.Loopback]); // the first when it is looked at, the second when it is called
        await resolver.ResolveAsync("rebinding.test", TestContext.Current.CancellationToken);

        var answer = await CallAsync("/", "rebinding.test", resolver, allowed: "10.0.0.0/8");

        Assert.Equal("'rebinding.test' leads to an address that may not be called.", answer.Error);
        Assert.Equal(0, _calls);
    }

    [Fact]
    public async Task Should_of_several_addresses_only_the_allowed_be_called()
    {

        var answer = await CallAsync("/", "several.test", new FakeResolver([IPAddress.Parse("10.255.255.1"), IPAddress.Parse("169.254.169.254"), IPAddress.Loopback]));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Should_nobody_there_be_said()
    {
        using var http = Client(new SystemResolver(), "127.0.0.0/8", 15);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:9/");

        Assert.Equal("no connection", (await http.SendAsync(request, TestContext.Current.CancellationToken)).Error);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private void On(RequestDelegate answer) => _answer = answer;

    private async Task<WebhookAnswer> CallAsync(string path, string host = "127.0.0.1", IAddressResolver? resolver = null, string allowed = "127.0.0.0/8", double timeout = 15, int? port = null)
    {
        using var client = Client(resolver ?? new SystemResolver(), allowed, timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{host}:{port ?? Port}{path}") { Content = new StringContent("{}") };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static WebhookClient Client(IAddressResolver resolver, string allowed, double timeout) => new(
        Options.Create(new WebhookOptions { AllowHttp = true, AllowedNetworks = [IPNetwork.Parse(allowed)], TimeoutSeconds = timeout }), resolver, TimeProvider.System);

    private sealed class FakeResolver(params IPAddress[][] answers) : IAddressResolver
    {
        private int _asked;

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(answers[Math.Min(_asked++, answers.Length - 1)]);
    }
}
