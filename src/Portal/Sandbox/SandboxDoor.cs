using Portal.Client.Sandbox;

namespace Portal.Sandbox;

/// <summary>
/// What every call to a third party goes through, before its body is even read: its key is looked at, and then the party
/// behaves as it was told to. The behaviour is that of the moment the call came. A caller that hangs up while it waits is
/// served all the same, as it would be by a real one: that is what idempotency keys are for. Its endpoint answers from here: nothing that the
/// portal asks of its own callers is asked of those of a third party, as nothing of the kind would stand before a real one.
/// </summary>
internal sealed class SandboxDoor(
    RequestDelegate next, SandboxKey key, SandboxGateway gateway, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { RequestDelegate: { } answer } endpoint && endpoint.Metadata.GetMetadata<SandboxParty>() is { } party
            ? InvokeAsync(context, party, answer)
            : next(context);

    private async Task InvokeAsync(HttpContext context, SandboxParty party, RequestDelegate answer)
    {
        if (!key.IsIn(context.Request.Headers.Authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await TypedResults.Problem(statusCode: 401, title: "The third party does not know you").ExecuteAsync(context);
            return;
        }

        var behaviour = gateway.Get(party.Name);
        if (behaviour.Down || !await WaitAsync(behaviour))
            context.Abort();
        else if (Random.Shared.NextDouble() < behaviour.FailureRate)
            await TypedResults.Problem(statusCode: 500, title: "The third party has failed, as its behaviour says").ExecuteAsync(context);
        else
            await answer(context);
    }

    /// <summary>False when the portal stops meanwhile, and with it the stand-in.</summary>
    private async Task<bool> WaitAsync(SandboxBehaviour behaviour)
    {
        try
        {
            if (behaviour.LatencyMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), time, lifetime.ApplicationStopping);
            return true;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>Marks an endpoint as one of a third party's.</summary>
internal sealed record SandboxParty(string Name);
