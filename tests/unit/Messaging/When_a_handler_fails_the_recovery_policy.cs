using Messaging;

namespace Unit.Messaging;

public sealed class When_a_handler_fails_the_recovery_policy
{
    private const int Max = 5;

    private static readonly RecoveryOptions _options = new()
    {
        ImmediateRetries = 1,
        DelayFirst = TimeSpan.FromSeconds(1),
        DelayMax = TimeSpan.FromSeconds(4),
        OutageDelayMax = TimeSpan.FromSeconds(2),
        NotRetryable = [typeof(ArgumentException)],
    };

    /// <summary>Exception, attempt, random; then the reason, or the delay in milliseconds and whether it is unlimited.</summary>
    public static TheoryData<string, int, double, string?, double, bool> Table => new()
    {
        // An ordinary failure: at once, then 1, 2, 4 … seconds, half of it random, then the dead letters.
        { "ordinary", 1, 0, null, 0, false },
        { "ordinary", 1, 1, null, 0, false },
        { "ordinary", 2, 0, null, 500, false },
        { "ordinary", 2, 0.5, null, 750, false },
        { "ordinary", 2, 1, null, 1000, false },
        { "ordinary", 3, 0, null, 1000, false },
        { "ordinary", 3, 1, null, 2000, false },
        { "ordinary", 4, 1, null, 4000, false },
        { "ordinary", 5, 0, DeadLetterReasons.AttemptsExhausted, 0, false },
        { "ordinary", 6, 0, DeadLetterReasons.AttemptsExhausted, 0, false },
        { "ordinary", 1000, 0, DeadLetterReasons.AttemptsExhausted, 0, false },

        // Randomness out of range is bent into it.
        { "ordinary", 2, -7, null, 500, false },
        { "ordinary", 2, 7, null, 1000, false },

        // A cancellation that is not ours, as a timeout of an HttpClient, is a failure like any other.
        { "cancelled", 1, 0, null, 0, false },
        { "cancelled", 5, 0, DeadLetterReasons.AttemptsExhausted, 0, false },

        // An outage: never at once, never given up, capped earlier.
        { "outage", 1, 1, null, 1000, true },
        { "outage", 2, 1, null, 2000, true },
        { "outage", 3, 1, null, 2000, true },
        { "outage", 5, 1, null, 2000, true },
        { "outage", int.MaxValue, 0, null, 1000, true },

        // What trying again cannot help, whichever attempt it is.
        { "undeserializable", 1, 0, DeadLetterReasons.Undeserializable, 0, false },
        { "undeserializable", 5, 0, DeadLetterReasons.Undeserializable, 0, false },
        { "not-retryable", 1, 0, DeadLetterReasons.NotRetryable, 0, false },
        { "derived", 1, 0, DeadLetterReasons.NotRetryable, 0, false },
        { "not-retryable", 5, 0, DeadLetterReasons.NotRetryable, 0, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Should_decide_by_exception_and_attempt(
        string exception, int attempt, double random, string? reason, double delay, bool unlimited)
    {
        RecoveryDecision expected = reason is null
            ? new RecoveryDecision.Retry(TimeSpan.FromMilliseconds(delay), unlimited)
            : new RecoveryDecision.DeadLetter(reason);

        Assert.Equal(expected, RecoveryPolicy.Decide(Make(exception), attempt, Max, _options, random));
    }

    [Fact]
    public void Should_not_retry_an_outage_that_is_declared_not_retryable()
    {
        var options = _options with { NotRetryable = [typeof(DownstreamUnavailableException)] };

        var decision = RecoveryPolicy.Decide(Make("outage"), 1, Max, options, 0);

        Assert.Equal(new RecoveryDecision.DeadLetter(DeadLetterReasons.NotRetryable), decision);
    }

    [Fact]
    public void Should_not_overflow_after_very_many_attempts()
    {
        var decision = RecoveryPolicy.Decide(Make("ordinary"), 999, 1000, _options, 1);

        Assert.Equal(new RecoveryDecision.Retry(_options.DelayMax, false), decision);
    }

    [Fact]
    public void Should_delay_from_the_first_retry_where_none_is_immediate()
    {
        var decision = RecoveryPolicy.Decide(Make("ordinary"), 1, Max, _options with { ImmediateRetries = 0 }, 1);

        Assert.Equal(new RecoveryDecision.Retry(_options.DelayFirst, false), decision);
    }

    [Fact]
    public void Should_never_try_again_where_one_attempt_is_allowed() =>
        Assert.IsType<RecoveryDecision.DeadLetter>(RecoveryPolicy.Decide(Make("ordinary"), 1, 1, _options, 0));

    private static Exception Make(string kind) => kind switch
    {
        "ordinary" => new InvalidOperationException("no"),
        "cancelled" => new TaskCanceledException(),
        "outage" => new DownstreamUnavailableException("payments", "503"),
        "undeserializable" => new UndeserializableException(typeof(int), null),
        "not-retryable" => new ArgumentException("no"),
        "derived" => new ArgumentNullException(nameof(kind)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
