using Messaging;
using Polly.CircuitBreaker;

namespace Portal.ThirdParties;

/// <summary>
/// Stands before every call to a third party: notes how it went, and turns everything that is no useful answer (refused,
/// cut, too slow, 5xx, 429) into <see cref="DownstreamUnavailableException"/>, which the recovery policy retries for as long as the
/// outage lasts. Other answers are the caller's to read. While the circuit is open no call is made at all.
/// The body is read here and the time is kept here, not by <see cref="HttpClient"/>: it does both outside of its handlers,
/// where its timeout looks like a caller that has given up, and a body that is cut like any other failed request.
/// </summary>
internal sealed class ThirdPartyHandler(
    string name, TimeSpan timeout, ThirdPartyCircuit circuit, ThirdPartyHealth health, TimeProvider time, ICallRecorder? recorder = null)
    : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await circuit.Pipeline.ExecuteAsync(
                static (call, token) => call.Handler.CallAsync(call.Request, token), (Handler: this, Request: request), cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            Tell(request, time.GetTimestamp(), null, "not called for a moment, after failures");
            throw new DownstreamUnavailableException(name, $"{name} is not called for a moment, after failures", e);
        }
    }

    private async ValueTask<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        HttpResponseMessage? response = null;
        int? status = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            status = (int)response.StatusCode;
            if (status is >= 500 or 429 or 401 or 403 or 408)
                throw Unavailable($"{name} answered {status}", null);
            await response.Content.LoadIntoBufferAsync(either.Token);
            Record(null);
            return response;
        }
        catch (HttpRequestException e)
        {
            response?.Dispose();
            throw Unavailable(Words(e), e, $"{name} cannot be reached: {Words(e)}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw Unavailable("no answer in time", e, $"{name} gave no answer in time");
        }
        catch
        {
            // The caller has given up, which says nothing about the third party, or the status above.
            response?.Dispose();
            throw;
        }

        DownstreamUnavailableException Unavailable(string error, Exception? cause, string? message = null)
        {
            Record(error);
            return new DownstreamUnavailableException(name, message ?? error, cause);
        }

        void Record(string? error)
        {
            health.Record(name, time.GetUtcNow(), time.GetElapsedTime(started), error);
            Tell(request, started, status, error);
        }
    }

    private void Tell(HttpRequestMessage request, long started, int? status, string? error)
    {
        if (recorder is null || HandledMessage.Current is not { } cause)
            return;
        var took = time.GetElapsedTime(started);
        recorder.Record(new ThirdPartyCall(
            cause, name, request.Method.Method, PathOf(request), (time.GetUtcNow() - took).ToUnixTimeMilliseconds(), took.TotalMilliseconds, status, error));
    }

    /// <summary>Without what comes before the party's own name, which is only where it happens to be.</summary>
    private string PathOf(HttpRequestMessage request)
    {
        var path = request.RequestUri?.AbsolutePath ?? "";
        var own = path.IndexOf($"/{name}/", StringComparison.Ordinal);
        return own < 0 ? path : path[(own + name.Length + 1)..];
    }

    /// <summary>What a person can read on the overview; the exception itself says only that an error occurred.</summary>
    private static string Words(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.ResponseEnded => "the connection was cut",
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.SecureConnectionError => "no secure connection",
        _ when e.InnerException is IOException => "the connection was cut",
        _ => e.InnerException?.Message ?? e.Message,
    };
}
