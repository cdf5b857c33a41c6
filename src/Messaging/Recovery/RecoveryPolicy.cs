using System.Reflection;

namespace Messaging;

/// <summary>
/// Decides what becomes of a message whose handler threw. A pure function: the same input gives the same answer; the caller
/// brings the time and the random number for the jitter. Read <see cref="Decide"/> as a list: the first line that applies is
/// the answer.
/// </summary>
public static class RecoveryPolicy
{
    /// <param name="exception">
    /// What the handler threw. <see cref="AggregateException"/> and <see cref="TargetInvocationException"/> say nothing by
    /// themselves: what they carry is judged.
    /// </param>
    /// <param name="attempts">How often the message was delivered.</param>
    /// <param name="now">The present time, for an outage that says when it ends.</param>
    /// <param name="options">The delays, and the exceptions that are not to be retried.</param>
    /// <param name="random">0 to 1, for the jitter.</param>
    public static RecoveryDecision Decide(
        Exception exception, RecoveryAttempts attempts, DateTimeOffset now, RecoveryOptions options, double random)
    {
        var causes = Causes(exception);
        if (causes.Exists(cause => cause is UndeserializableException))
            return new RecoveryDecision.DeadLetter(DeadLetterReasons.Undeserializable);
        if (options.IsNotRetryable(exception) || causes.Exists(options.IsNotRetryable))
            return new RecoveryDecision.DeadLetter(DeadLetterReasons.NotRetryable);

        // An outage is not the message's fault: it waits for as long as it takes rather than fill the dead letters. The delay
        // grows with every delivery there was, because no attempt is counted.
        if (causes.TrueForAll(cause => cause is DownstreamUnavailableException))
            return new RecoveryDecision.Retry(OutageDelay(causes, attempts.DeliveryCount, now, options, random), Unlimited: true);
        if (attempts.Attempt >= attempts.MaxAttempts)
            return new RecoveryDecision.DeadLetter(DeadLetterReasons.AttemptsExhausted);
        if (attempts.Attempt <= options.ImmediateRetries)
            return new RecoveryDecision.Retry(TimeSpan.Zero, Unlimited: false);
        var retry = attempts.Attempt - options.ImmediateRetries;
        return new RecoveryDecision.Retry(Backoff(retry, options.DelayMax, options, random), Unlimited: false);
    }

    /// <summary>
    /// What is wrong, without its wrapping: the one exception that nested <see cref="AggregateException"/>s and
    /// <see cref="TargetInvocationException"/>s carry, or, where they carry several, the outermost that does.
    /// </summary>
    public static Exception Cause(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Cause(only),
        TargetInvocationException { InnerException: { } inner } => Cause(inner),
        _ => exception,
    };

    /// <summary>The outage among the causes, or null when they are not all outages.</summary>
    internal static DownstreamUnavailableException? Outage(Exception exception)
    {
        var causes = Causes(exception);
        return causes.TrueForAll(cause => cause is DownstreamUnavailableException) ? (DownstreamUnavailableException)causes[0] : null;
    }

    /// <summary>
    /// Exponential with "equal jitter" (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): half of
    /// the delay is certain, the other half random, so that what failed together does not come back together.
    /// </summary>
    internal static TimeSpan Backoff(int retry, TimeSpan cap, RecoveryOptions options, double random)
    {
        var exponential = options.DelayFirst.TotalMilliseconds * Math.Pow(2, Math.Min(retry - 1, 40));
        var capped = Math.Min(exponential, cap.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(capped / 2 * (1 + Math.Clamp(random, 0, 1)));
    }

    /// <summary>Not before what is out said it would be back, as far as <see cref="RecoveryOptions.DelayMax"/> lets it say.</summary>
    internal static TimeSpan OutageDelay(DateTimeOffset? availableAt, int retry, DateTimeOffset now, RecoveryOptions options, double random)
    {
        var delay = Backoff(retry, options.OutageDelayMax, options, random);
        if (availableAt is not { } at)
            return delay;
        var announced = at - now;
        announced = announced < options.DelayMax ? announced : options.DelayMax;
        return announced > delay ? announced : delay;
    }

    private static TimeSpan OutageDelay(
        List<Exception> causes, int retry, DateTimeOffset now, RecoveryOptions options, double random) =>
        OutageDelay(causes.Max(cause => ((DownstreamUnavailableException)cause).AvailableAt), retry, now, options, random);

    private static List<Exception> Causes(Exception exception)
    {
        var causes = new List<Exception>(1);
        Collect(exception);
        return causes;

        void Collect(Exception one)
        {
            switch (one)
            {
                case AggregateException { InnerExceptions: { Count: > 0 } several }:
                    foreach (var each in several)
                        Collect(each);
                    break;
                case TargetInvocationException { InnerException: { } inner }:
                    Collect(inner);
                    break;
                default:
                    causes.Add(one);
                    break;
            }
        }
    }
}
