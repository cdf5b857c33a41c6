namespace Portal.Operations.DeadLetters;

/// <summary>The section <c>Portal:DeadLetters</c> of the configuration.</summary>
internal sealed class DeadLetterOptions
{
    public const string Section = "Portal:DeadLetters";

    /// <summary>Days after which an archived dead letter is deleted, 1 to 3,650. Default 30.</summary>
    public int ArchiveDays { get; set; } = 30;

    /// <summary>Days after which a resolved dead letter is deleted, 1 to 3,650. Default 30.</summary>
    public int ResolvedDays { get; set; } = 30;

    /// <summary>When retention deletes a dead letter that is in this status since then, or null for not at all.</summary>
    public DateTimeOffset? DeletedOn(Messaging.DeadLetterStatus status, DateTimeOffset since) => status switch
    {
        Messaging.DeadLetterStatus.Archived => since + TimeSpan.FromDays(ArchiveDays),
        Messaging.DeadLetterStatus.Resolved => since + TimeSpan.FromDays(ResolvedDays),
        _ => null,
    };
}
