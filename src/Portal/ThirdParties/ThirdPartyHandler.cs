using Messaging;
using Polly.CircuitBreaker;

namespace Portal.ThirdParties;

/// <summary>
/// Stands before every call to a third party: notes how it went, and turns everything that is no useful answer (refused,
/// cut, too slow, 5xx, 429) into <see cref="DownstreamUnavailableException"/>, which the recovery policy retries for as long as the
/// outage lasts. Other answers are the caller's to read. While the circuit is open no call is made at all.
/// </summary>
internal sealed class ThirdPartyHandler(string name, ThirdPartyCircuit circuit, ThirdPartyHealth health, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await circuit.Pipeline.ExecuteAsync(async token => await CallAsync(request, token), cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw new DownstreamUnavailableException(name, $"{name} is not called for a moment, after failures", e);
        }
    }

    private async Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        string? error = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is >= 500 or 429 or 401 or 403 or 408)
            {
                error = $"{name} answered {(int)response.StatusCode}";
                response.Dispose();
                throw new DownstreamUnavailableException(name, error);
            }

            return response;
        }
        catch (HttpRequestException e)
        {
            error = e.Message;
            throw new DownstreamUnavailableException(name, $"{name} cannot be reached: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            error = "no answer in time";
            throw new DownstreamUnavailableException(name, $"{name} gave no answer in time", e);
        }
        finally
        {
            health.Record(name, time.GetUtcNow(), time.GetElapsedTime(started), error);
        }
    }
}
