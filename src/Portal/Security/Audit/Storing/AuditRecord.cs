using Portal.Client.Audit;

namespace Portal.Security.Audit.Storing;

/// <summary>
/// What is to be recorded. An action of somebody makes two: one before it begins, without an outcome, and one when it is over, which
/// says everything again and names the first in <see cref="Begun"/>.
/// </summary>
internal sealed record AuditRecord
{
    public required string Action { get; init; }

    public string? TargetKind { get; init; }

    public string? Target { get; init; }

    public required AuditSubject By { get; init; }

    public required AuditOrigin From { get; init; }

    /// <summary>JSON object of texts, or null.</summary>
    public string? Arguments { get; init; }

    /// <inheritdoc cref="Arguments"/>
    public string? Before { get; init; }

    /// <inheritdoc cref="Arguments"/>
    public string? After { get; init; }

    /// <summary>Null as long as it is under way.</summary>
    public AuditOutcome? Outcome { get; init; }

    public int? Status { get; init; }

    public string? Detail { get; init; }

    public long? Milliseconds { get; init; }

    /// <summary>The record that said that it begins, or null.</summary>
    public long? Begun { get; init; }
}

/// <param name="Kind">By what it is known.</param>
/// <param name="Name">The name.</param>
/// <param name="KeyId">The key's id, or null.</param>
/// <param name="Role">The highest role, or null.</param>
internal sealed record AuditSubject(AuditActor Kind, string Name, string? KeyId = null, string? Role = null)
{
    public static AuditSubject Portal { get; } = new(AuditActor.Portal, "portal");
}

/// <param name="Via">The way it came.</param>
/// <param name="Address">The address it came from.</param>
/// <param name="Agent">The program, as it says itself.</param>
/// <param name="RequestId">The request.</param>
/// <param name="TraceId">The trace.</param>
internal sealed record AuditOrigin(AuditVia Via, string? Address = null, string? Agent = null, string? RequestId = null, string? TraceId = null)
{
    public static AuditOrigin Portal { get; } = new(AuditVia.Portal);
}
