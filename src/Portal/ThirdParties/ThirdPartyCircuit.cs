using Messaging;
using Polly;
using Polly.CircuitBreaker;

namespace Portal.ThirdParties;

/// <summary>
/// The circuit breaker of one third party. When nearly every call fails it opens for two seconds; then one call probes, and
/// closes it or opens it again. A thousand waiting messages so make a call every two seconds instead of hundreds a second.
/// </summary>
internal sealed class ThirdPartyCircuit(TimeProvider time)
{
    public ResiliencePipeline Pipeline { get; } = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = TimeSpan.FromSeconds(2),
            ShouldHandle = new PredicateBuilder().Handle<DownstreamUnavailableException>(),
        })
        .Build();
}
