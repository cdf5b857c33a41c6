using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portal.Http.OpenApi;

/// <summary>What the document says of the portal as a whole.</summary>
internal sealed class PortalDocument(IHttpContextAccessor http) : IOpenApiDocumentTransformer
{
    public const string Bearer = "bearer";
    public const string Cookie = "session";

    private static readonly (string Name, string Words)[] _tags =
    [
        ("Products", "The catalogue."),
        ("Orders", "Orders are accepted with 202 and worked on afterwards: placed, billed, readyToShip; or cancelled."),
        ("Stock", "Quantities by SKU, now and at any past time, and what changed them."),
        ("Instances", "Processes on the portal's machine: launch, stop, start, reboot, terminate."),
        ("Queues", "Point to point: sending, receiving under a lease, requests with replies, settings."),
        ("Leases", "What becomes of a message that was received: acknowledge, deliver again, renew, dead-letter."),
        ("Topics", "Publish and subscribe. Events may be CloudEvents 1.0: binary, structured or batched."),
        ("Messages", "The journal: what happened to each message."),
        ("Dead letters", "Messages that could not be handled: find, replay, edit, archive, delete."),
        ("Operations", "Long work on many dead letters, with progress, pause and cancel."),
        ("Jobs", "Work by the clock."),
        ("Schedules", "When instances are started and stopped."),
        ("Sandbox", "Makes the stand-ins of third parties slow, flaky or unreachable."),
        ("Events", "The live feed as server-sent events."),
        ("People", "Who may sign in, and with which role."),
        ("Keys", "API keys with scopes."),
        ("Me", "Who the caller is; the own password, passkeys and sessions."),
        ("Audit", "Who did what."),
        ("Webhooks", "Subscriptions that call an address."),
        ("Diagnostics", "Figures for monitoring."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Portal",
            Version = "1",
            Description =
                "Lists: `limit` (1 to 500, default 50) and `after`, the `next` of the page before. Times are UTC, ISO 8601. Refusals are problem details (RFC 9457) "
                + "with `errors` by field. With `Idempotency-Key` a POST is done once however often it is sent. `Prefer: wait=N` waits until a thing is settled. "
                + "Reads have an `ETag` and answer 304 to `If-None-Match`.",
        };

        // A path, so that it is right behind every proxy.
        document.Servers = [new OpenApiServer { Url = http.HttpContext?.Request.PathBase is { HasValue: true } start ? start.Value! : "/" }];
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." },
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "portal.session", Description = "The cookie of the sign-in page.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] },
        ];
        var used = document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(operation => operation.Value).SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal);
        document.Tags = _tags.Where(tag => used.Contains(tag.Name)).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Words }).ToHashSet();
        return Task.CompletedTask;
    }
}
