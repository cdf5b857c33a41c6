using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Operations.Topics.Webhooks.Guarding;

namespace Portal.Operations.Topics.Webhooks.Delivering;

/// <summary>
/// Calls endpoints. Every connection is made by the <see cref="GuardedConnector"/>; no proxy, no cookies, no redirects, and of an answer at most 64 KiB
/// are read and 1 KiB kept.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private const int MaxRead = 64 * 1024;
    private const int MaxKept = 1024;

    private readonly HttpClient _http;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;

    public WebhookClient(IOptions<WebhookOptions> options, IAddressResolver resolver, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        var connector = new GuardedConnector(new NetworkRules(_options.AllowedNetworks), resolver);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (context, token) => connector.ConnectAsync(context.DnsEndPoint, token),
            UseProxy = false, // a proxy would resolve the name once more, and connect elsewhere
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = null, // the event has its own trace
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // kept here, with the reading of the body in it
        };
    }

    public async Task<WebhookAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        using var late = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        int? status = null;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)response.StatusCode;
            var excerpt = await ReadAsync(response, either.Token);
            return response.IsSuccessStatusCode
                ? new WebhookAnswer(Took(), status, null)
                : new WebhookAnswer(Took(), status, Words(response), excerpt, RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(Took(), status, string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.TimeoutSeconds:0.##} s"));
        }
        catch (HttpRequestException e)
        {
            return new WebhookAnswer(Took(), status, Words(e));
        }
        catch (IOException)
        {
            return new WebhookAnswer(Took(), status, "the connection was cut");
        }

        double Took() => Math.Round(_time.GetElapsedTime(start).TotalMilliseconds, 1);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What is not read is cut off with the connection.</summary>
    private static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[8 * 1024];
        var kept = new MemoryStream(MaxKept);
        var read = 0;
        while (read < MaxRead && await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            read += count;
            kept.Write(buffer, 0, (int)Math.Min(count, MaxKept - kept.Length));
        }

        var text = Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
        return text.Length == 0 ? null : string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta > TimeSpan.Zero => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };

    private static string Words(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status is >= 300 and < 400
            ? string.Create(CultureInfo.InvariantCulture, $"answered {status}: redirects are not followed")
            : string.Create(CultureInfo.InvariantCulture, $"answered {status}");
    }

    private static string Words(HttpRequestException e) => (e.HttpRequestError, e.InnerException) switch
    {
        (_, AddressForbiddenException forbidden) => forbidden.Message,
        (HttpRequestError.NameResolutionError, _) or (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }) => "its name is not known",
        (HttpRequestError.SecureConnectionError, _) => "no secure connection: its certificate is not trusted, or it speaks no TLS",
        (HttpRequestError.ResponseEnded, _) or (_, IOException) => "the connection was cut",
        (HttpRequestError.ConnectionError, _) or (_, SocketException) => "no connection",
        _ => e.Message,
    };
}
