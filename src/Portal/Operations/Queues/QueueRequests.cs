using Messaging;
using Portal.Client.Queues;

namespace Portal.Operations.Queues;

/// <summary>What a request to create or change a queue must say, in words, and what it comes to.</summary>
internal static class QueueRequests
{
    private const double Day = 86_400;

    public static Dictionary<string, string[]> Check(string name, PutQueue request, QueueOptions present, RetryPolicy presentRetry)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Check("queue", EntityName.IsValid(name), $"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _");
        Check("maxDeliveryAttempts", request.MaxDeliveryAttempts is null or (>= 1 and <= 1000), "must be 1 to 1,000");
        Check("immediateRetries", request.ImmediateRetries is null or (>= 0 and <= RetryPolicy.MaxImmediateRetries), "must be 0 to 100");
        Check("retryDelaySeconds", request.RetryDelaySeconds is null or (>= 0.001 and <= Day), "must be 0.001 to 86,400 seconds");
        Check("maxRetryDelaySeconds", request.MaxRetryDelaySeconds is null or (>= 0.001 and <= Day), "must be 0.001 to 86,400 seconds");
        Check("leaseSeconds", request.LeaseSeconds is null or (>= 1 and <= Day / 2), "must be 1 to 43,200 seconds");
        Check("maxLength", request.MaxLength is null or >= 0, "must be 1 or more, or 0 for no limit");
        Check("whenFull", request.WhenFull is null || Enum.IsDefined(request.WhenFull.Value), "must be refuse or deadLetter");
        Check("maxBodyBytes", request.MaxBodyBytes is null or (>= 0 and <= 64 * 1024 * 1024), "must be 0 to 67,108,864 bytes");
        Check("timeToLiveSeconds", request.TimeToLiveSeconds is null or 0 or (>= 0.001 and <= 365 * Day), "must be 0.001 to 31,536,000 seconds, or 0 for ever");
        Check("dedupeWindowSeconds", request.DedupeWindowSeconds is null or 0 or (>= 0.001 and <= 7 * Day), "must be 0.001 to 604,800 seconds (7 days), or 0 for no check");
        Check("whenKeyFails", request.WhenKeyFails is null || Enum.IsDefined(request.WhenKeyFails.Value), "must be continue or hold");
        Check("maxLeased", request.MaxLeased is null or >= 0, "must be 1 or more, or 0 for no limit");
        Check("ratePerSecond", request.RatePerSecond is null or 0 or (>= 0.001 and <= 1_000_000), "must be 0.001 to 1,000,000 a second, or 0 for no limit");
        Check("minConsumers", request.MinConsumers is null or (>= 0 and <= 1000), "must be 0 to 1,000");
        Check("maxConsumers", request.MaxConsumers is null or (>= 1 and <= 1000), "must be 1 to 1,000");
        Check("prefetch", request.Prefetch is null or (>= 0 and <= 1000), "must be 0 to 1,000");

        // What fits only together, blamed on the one that was asked for.
        var (min, max) = (request.MinConsumers ?? present.MinConsumers, request.MaxConsumers ?? present.MaxConsumers);
        if (min > max)
            errors.TryAdd(request.MinConsumers is null ? "maxConsumers" : "minConsumers", [$"the minimum of {min} is above the maximum of {max}"]);
        var first = request.RetryDelaySeconds ?? presentRetry.DelayFirst.TotalSeconds;
        var longest = request.MaxRetryDelaySeconds ?? presentRetry.DelayMax.TotalSeconds;
        if (first > longest)
            errors.TryAdd(request.RetryDelaySeconds is null ? "maxRetryDelaySeconds" : "retryDelaySeconds", [$"the first delay of {first} s is longer than the longest of {longest} s"]);
        return errors;

        void Check(string field, bool isValid, string words)
        {
            if (!isValid)
                errors[field] = [words];
        }
    }

    /// <summary>The present options with what the request says.</summary>
    public static QueueOptions Apply(PutQueue request, QueueOptions present, RetryPolicy presentRetry) => present with
    {
        MaxDeliveryAttempts = request.MaxDeliveryAttempts ?? present.MaxDeliveryAttempts,
        Retry = Retry(request, present, presentRetry),
        LeaseDuration = Seconds(request.LeaseSeconds) ?? present.LeaseDuration,
        MaxLength = request.MaxLength is null ? present.MaxLength : Positive(request.MaxLength),
        WhenFull = request.WhenFull is { } full ? (Messaging.WhenFull)full : present.WhenFull,
        MaxBodyBytes = request.MaxBodyBytes ?? present.MaxBodyBytes,
        TimeToLive = request.TimeToLiveSeconds is null ? present.TimeToLive : Seconds(Positive(request.TimeToLiveSeconds)),
        DeadLetterExpired = request.DeadLetterExpired ?? present.DeadLetterExpired,
        DedupeWindow = request.DedupeWindowSeconds is null ? present.DedupeWindow : Seconds(Positive(request.DedupeWindowSeconds)),
        Ordering = request.Ordering ?? present.Ordering,
        WhenKeyFails = request.WhenKeyFails is { } fails ? (Messaging.WhenKeyFails)fails : present.WhenKeyFails,
        MaxLeased = request.MaxLeased is null ? present.MaxLeased : Positive(request.MaxLeased),
        RatePerSecond = request.RatePerSecond is null ? present.RatePerSecond : Positive(request.RatePerSecond),
        MinConsumers = request.MinConsumers ?? present.MinConsumers,
        MaxConsumers = request.MaxConsumers ?? present.MaxConsumers,
        Prefetch = request.Prefetch ?? present.Prefetch,
    };

    /// <summary>As long as nobody has set it, it stays what the handlers' program says.</summary>
    private static RetryPolicy? Retry(PutQueue request, QueueOptions present, RetryPolicy presentRetry)
    {
        if (request is { ImmediateRetries: null, RetryDelaySeconds: null, MaxRetryDelaySeconds: null })
            return present.Retry;
        return presentRetry with
        {
            ImmediateRetries = request.ImmediateRetries ?? presentRetry.ImmediateRetries,
            DelayFirst = Seconds(request.RetryDelaySeconds) ?? presentRetry.DelayFirst,
            DelayMax = Seconds(request.MaxRetryDelaySeconds) ?? presentRetry.DelayMax,
        };
    }

    private static TimeSpan? Seconds(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static T? Positive<T>(T? value)
        where T : struct, IComparable<T> => value is { } number && number.CompareTo(default) > 0 ? number : null;
}
