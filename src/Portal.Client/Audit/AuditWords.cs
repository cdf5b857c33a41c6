using Portal.Client.Elements;

namespace Portal.Client.Audit;

/// <summary>How pages show the audit.</summary>
internal static class AuditWords
{
    /// <summary>The kinds of target that have a page, and its address.</summary>
    private static readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal)
    {
        ["order"] = "orders", ["instance"] = "instances", ["queue"] = "queues", ["topic"] = "topics", ["dead-letter"] = "dead-letters", ["operation"] = "operations",
        ["job"] = "jobs", ["stock"] = "stock", ["product"] = "stock",
    };

    public static Tone ToneOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => Tone.Good,
        AuditOutcome.Refused => Tone.Warn,
        _ => Tone.Bad,
    };

    public static string IconOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "check_circle",
        AuditOutcome.Refused => "block",
        AuditOutcome.Failed => "error",
        _ => "question_mark",
    };

    public static string IconOf(AuditActor actor) => actor switch
    {
        AuditActor.Person => "person",
        AuditActor.Key => "key",
        AuditActor.Portal => "dns",
        _ => "help",
    };

    public static string Of(AuditActor actor) => actor switch
    {
        AuditActor.Person => "a person",
        AuditActor.Key => "an API key",
        AuditActor.Portal => "the portal itself",
        _ => "not known",
    };

    public static string Of(AuditVia via) => via switch
    {
        AuditVia.Page => "a page",
        AuditVia.Rest => "REST",
        AuditVia.Hub => "the hub",
        _ => "inside the portal",
    };

    /// <summary>The page of what it was done to, or null where there is none.</summary>
    public static string? PageOf(AuditEntry entry) =>
        entry is { TargetKind: { } kind, Target: { Length: > 0 } id } && _pages.TryGetValue(kind, out var page) ? $"{page}/{Uri.EscapeDataString(id)}" : null;

    public static string TargetOf(AuditEntry entry) => entry.Target is { } target ? $"{entry.TargetKind} {target}" : entry.TargetKind ?? "–";
}
