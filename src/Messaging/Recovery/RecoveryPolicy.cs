namespace Messaging;

/// <summary>
/// Decides what becomes of a message whose handler threw. A pure function: the same input gives the same answer, and the
/// caller brings the random number for the jitter.
/// </summary>
public static class RecoveryPolicy
{
    /// <param name="exception">What the handler threw.</param>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    /// <param name="maxAttempts">How many the queue allows.</param>
    /// <param name="options">The delays and the exceptions that are not to be retried.</param>
    /// <param name="random">0 to 1, for the jitter.</param>
    public static RecoveryDecision Decide(Exception exception, int attempt, int maxAttempts, RecoveryOptions options, double random)
    {
        if (exception is UndeserializableException)
            return new RecoveryDecision.DeadLetter(DeadLetterReasons.Undeserializable);
        if (options.IsNotRetryable(exception))
            return new RecoveryDecision.DeadLetter(DeadLetterReasons.NotRetryable);

        // An outage is not the message's fault: it waits for as long as it takes rather than fill the dead letters.
        if (exception is DownstreamUnavailableException)
            return new RecoveryDecision.Retry(Backoff(attempt, options.OutageDelayMax, options, random), Unlimited: true);
        if (attempt >= maxAttempts)
            return new RecoveryDecision.DeadLetter(DeadLetterReasons.AttemptsExhausted);
        if (attempt <= options.ImmediateRetries)
            return new RecoveryDecision.Retry(TimeSpan.Zero, Unlimited: false);
        return new RecoveryDecision.Retry(Backoff(attempt - options.ImmediateRetries, options.DelayMax, options, random), Unlimited: false);
    }

    /// <summary>
    /// Exponential with "equal jitter" (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): half of
    /// the delay is certain, the other half random, so that what failed together does not come back together.
    /// </summary>
    private static TimeSpan Backoff(int retry, TimeSpan cap, RecoveryOptions options, double random)
    {
        var exponential = options.DelayFirst.TotalMilliseconds * Math.Pow(2, Math.Min(retry - 1, 40));
        var capped = Math.Min(exponential, cap.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(capped / 2 * (1 + Math.Clamp(random, 0, 1)));
    }
}
