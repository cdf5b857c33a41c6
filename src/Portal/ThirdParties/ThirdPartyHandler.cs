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
    string name, TimeSpan timeout, ThirdPartyCircuit circuit, ThirdPartyHealth health, TimeProvider time) : DelegatingHandler
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
            throw new DownstreamUnavailableException(name, $"{name} is not called for a moment, after failures", e);
        }
    }

    private async ValueTask<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            if ((int)response.StatusCode is >= 500 or 429 or 401 or 403 or 408)
                throw Unavailable($"{name} answered {(int)response.StatusCode}", null);
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

        void Record(string? error) => health.Record(name, time.GetUtcNow(), time.GetElapsedTime(started), error);
    }

    /// <summary>What a person can read on the overview; the exception itself says only that an error occurred.</summary>
    private static string Words(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.ResponseEnded => "the connection was cut",
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.SecureConnectionError => "no secure connection",
        _ => e.InnerException?.Message ?? e.Message,
    };
}
