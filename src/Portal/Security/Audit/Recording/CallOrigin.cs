using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Client.Audit;
using Portal.Client.Security;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Recording;

/// <summary>From where the calls of this scope come: the connection its circuit began on, the request, or neither.</summary>
internal sealed class CallOrigin(IHttpContextAccessor http)
{
    private AuditOrigin? _circuit;

    /// <summary>From now on this scope is a circuit's. The request it begins on is over long before the circuit is: what is needed is copied.</summary>
    public void IsCircuit() => _circuit = Of(http.HttpContext, AuditVia.Page) with { TraceId = null };

    public AuditOrigin Find()
    {
        if (_circuit is { } circuit)
            return circuit with { TraceId = Activity.Current?.TraceId.ToString() };
        return http.HttpContext is { } context ? Of(context) : AuditOrigin.Portal;
    }

    public static AuditOrigin Of(HttpContext context) => Of(
        context,
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? AuditVia.Rest
        : context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) ? AuditVia.Hub
        : AuditVia.Page);

    public static AuditSubject Subject(ClaimsPrincipal? person)
    {
        if (person is null)
            return AuditSubject.Portal;
        if (person.Identity is not { IsAuthenticated: true } identity)
            return new AuditSubject(AuditActor.Stranger, "nobody");
        var role = Access.Has(person, Access.Administrator) ? Access.Administrator : Access.Has(person, Access.Operator) ? Access.Operator : Access.Viewer;
        return KeyClaims.IsKey(person)
            ? new AuditSubject(AuditActor.Key, identity.Name ?? "key", person.FindFirst(KeyClaims.Id)?.Value, role)
            : new AuditSubject(AuditActor.Person, identity.Name ?? "unknown", null, role);
    }

    private static AuditOrigin Of(HttpContext? context, AuditVia via) => new(
        via,
        context?.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null,
        Facts.Short(context?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null),
        Facts.Short(context?.TraceIdentifier),
        Activity.Current?.TraceId.ToString());
}

/// <summary>Made with every circuit, before its first component, while the request it begins on is still there.</summary>
internal sealed class CircuitOrigin : CircuitHandler
{
    public CircuitOrigin(CallOrigin origin) => origin.IsCircuit();
}
