using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Http;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Recording;

/// <summary>Records whom an endpoint refused: those who lack the ability it needs, and keys that are not known.</summary>
internal sealed class AuditedAuthorization(AuditRefusals refusals) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _next = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context) : RefuseAsync(next, context, policy, authorizeResult);

    private async Task RefuseAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
            await refusals.RecordAsync(Of(context) with { Status = StatusCodes.Status403Forbidden });
        else if (authorizeResult.Challenged && ApiKeyHandler.IsPresent(context.Request))
            await refusals.RecordAsync(Of(context) with { Action = "key.refuse", TargetKind = "key", Target = null, Status = StatusCodes.Status401Unauthorized, Detail = Facts.Short($"{context.Request.Method} {context.Request.Path}") });
        await _next.HandleAsync(next, context, policy, authorizeResult);
    }

    private static AuditRecord Of(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var (action, kind) = Name(endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
        var needed = endpoint?.Metadata.GetMetadata<AbilityRequirement>()?.Ability;
        return new AuditRecord
        {
            Action = action,
            TargetKind = kind,
            Target = Facts.Short(context.Request.RouteValues.Values.FirstOrDefault() as string),
            By = CallOrigin.Subject(context.User),
            From = CallOrigin.Of(context),
            Outcome = AuditOutcome.Refused,
            Detail = Facts.Short($"{context.Request.Method} {context.Request.Path}" + (needed is { } ability ? $", which needs {WireName.Of(ability)}" : null)),
        };
    }

    /// <summary>The endpoint <c>PurgeQueue</c> is the action <c>queue.purge</c>, as the gateway's method is.</summary>
    private static (string Action, string? Kind) Name(string? endpoint)
    {
        if (endpoint is null)
            return ("endpoint.call", null);
        var words = ActionDescription.Kebab(endpoint).Split('-', 2);
        return words.Length == 2 ? ($"{words[1]}.{words[0]}", words[1]) : (words[0], null);
    }
}
