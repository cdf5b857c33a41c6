using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Sandbox;

namespace Portal.Sandbox;

/// <summary>
/// What every call to a third party goes through: its key is looked at, and then the party behaves as it was told to. The
/// behaviour is that of the moment the call came. A caller that hangs up while it waits is served all the same, as it would
/// be by a real one: that is what idempotency keys are for.
/// </summary>
internal sealed class SandboxDoor(
    string party, SandboxKey key, ISandboxGateway gateway, IHostApplicationLifetime lifetime, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!key.IsIn(context.HttpContext.Request.Headers.Authorization))
        {
            context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Problem(statusCode: 401, title: "The third party does not know you");
        }

        var behaviour = gateway.Get(party);
        if (behaviour.Down)
            return CutOff(context.HttpContext);
        try
        {
            if (behaviour.LatencyMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), time, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return CutOff(context.HttpContext);
        }

        if (Fails(behaviour))
            return TypedResults.Problem(statusCode: 500, title: "The third party has failed, as its behaviour says");
        return await next(context);
    }

    private static bool Fails(SandboxBehaviour behaviour) => Random.Shared.NextDouble() < behaviour.FailureRate;

    private static EmptyHttpResult CutOff(HttpContext context)
    {
        context.Abort();
        return TypedResults.Empty;
    }
}
