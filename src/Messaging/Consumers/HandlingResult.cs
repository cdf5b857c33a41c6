namespace Messaging;

/// <summary>What came of one delivery.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Exception">What the handler threw, where it failed.</param>
internal readonly record struct HandlingResult(HandlingOutcome Outcome, Exception? Exception = null)
{
    /// <summary>What went wrong, in a word of few values; null where nothing did.</summary>
    public string? ErrorType => Outcome switch
    {
        HandlingOutcome.Handled => null,
        HandlingOutcome.NoHandler => DeadLetterReasons.NoHandler,
        HandlingOutcome.Aborted => "aborted",
        _ => Exception is null ? "failed" : RecoveryPolicy.Cause(Exception).GetType().FullName,
    };
}
