namespace Portal.Client.DeadLetters;

/// <summary>
/// What <see cref="DeadLetterFilter"/> promises, for changes that come through the feed instead of the gateway. The words of a
/// text may be in a body, which the feed does not carry: about them it says "may match".
/// </summary>
internal static class DeadLetterMatch
{
    public static bool MayMatch(DeadLetterFilter filter, DeadLetterView letter) =>
        (filter.Queue is null || filter.Queue == letter.Queue)
        && (filter.Type is null || filter.Type == letter.Type)
        && (filter.Exception is null || filter.Exception == letter.ExceptionType)
        && (filter.Group is null || filter.Group == letter.GroupId)
        && (filter.Status is null || filter.Status == letter.Status)
        && (filter.From is null || letter.FailedAt >= filter.From)
        && (filter.To is null || letter.FailedAt < filter.To);

    /// <summary>The same for a group, as far as its figures tell: which queues it is in they do not.</summary>
    public static bool MayMatch(DeadLetterFilter filter, DeadLetterGroup group) =>
        (filter.Type is null || filter.Type == group.Type)
        && (filter.Exception is null || filter.Exception == group.ExceptionType)
        && (filter.Group is null || filter.Group == group.Id)
        && (filter.Status is not { } status || group.Counts.GetValueOrDefault(Counted(status)) > 0)
        && (filter.From is null || group.LastFailedAt >= filter.From)
        && (filter.To is null || group.FirstFailedAt < filter.To);

    private static DeadLetterStatus Counted(DeadLetterStatus status) =>
        status is DeadLetterStatus.Replaying ? DeadLetterStatus.Failed : status;
}
