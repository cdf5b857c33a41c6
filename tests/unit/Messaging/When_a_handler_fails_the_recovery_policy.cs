using System.Reflection;
using Messaging;

namespace Unit.Messaging;

public sealed class When_a_handler_fails_the_recovery_policy
{
    private const int Max = 5;
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

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

        Assert.Equal(expected, Decide(Make(exception), attempt, _options, random));
    }

    [Fact]
    public void Should_not_retry_an_outage_that_is_declared_not_retryable()
    {
        var options = _options with { NotRetryable = [typeof(DownstreamUnavailableException)] };

        var decision = Decide(Make("outage"), 1, options, 0);

        Assert.Equal(new RecoveryDecision.DeadLetter(DeadLetterReasons.NotRetryable), decision);
    }

    [Fact]
    public void Should_not_overflow_after_very_many_attempts()
    {
        var decision = Decide(Make("ordinary"), 999, _options, 1, max: 1000);

        Assert.Equal(new RecoveryDecision.Retry(_options.DelayMax, false), decision);
    }

    [Fact]
    public void Should_delay_from_the_first_retry_where_none_is_immediate()
    {
        var decision = Decide(Make("ordinary"), 1, _options with { ImmediateRetries = 0 }, 1);

        Assert.Equal(new RecoveryDecision.Retry(_options.DelayFirst, false), decision);
    }

    [Fact]
    public void Should_never_try_again_where_one_attempt_is_allowed() =>
        Assert.IsType<RecoveryDecision.DeadLetter>(Decide(Make("ordinary"), 1, _options, 0, max: 1));

    [Theory]
    [InlineData("ordinary")]
    [InlineData("outage")]
    [InlineData("undeserializable")]
    [InlineData("derived")]
    public void Should_judge_what_is_wrapped_as_if_it_were_not(string exception)
    {
        var wrapped = new AggregateException(new TargetInvocationException(new AggregateException(Make(exception))));

        Assert.Equal(Decide(Make(exception), 2, _options, 1), Decide(wrapped, 2, _options, 1));
        Assert.IsType(Make(exception).GetType(), RecoveryPolicy.Cause(wrapped));
    }

    /// <summary>Two exceptions; then what becomes of the message: the one for which trying again helps least decides.</summary>
    [Theory]
    [InlineData("ordinary", "outage", "limited")]
    [InlineData("outage", "outage", "unlimited")]
    [InlineData("outage", "not-retryable", DeadLetterReasons.NotRetryable)]
    [InlineData("ordinary", "undeserializable", DeadLetterReasons.Undeserializable)]
    public void Should_judge_several_at_once_by_the_worst(string one, string other, string expected)
    {
        var several = new AggregateException(Make(one), Make(other));

        Assert.Equal(expected, Decide(several, 1, _options, 0) switch
        {
            RecoveryDecision.DeadLetter dead => dead.Reason,
            RecoveryDecision.Retry retry => retry.Unlimited ? "unlimited" : "limited",
            _ => null,
        });
        Assert.Same(several, RecoveryPolicy.Cause(several));
    }

    [Fact]
    public void Should_retry_an_aggregate_of_nothing_as_any_other() =>
        Assert.Equal(new RecoveryDecision.Retry(TimeSpan.Zero, false), Decide(new AggregateException(), 1, _options, 0));

    [Fact]
    public void Should_treat_a_declared_wrapper_as_declared()
    {
        var options = _options with { NotRetryable = [typeof(AggregateException)] };

        Assert.IsType<RecoveryDecision.DeadLetter>(Decide(new AggregateException(Make("ordinary")), 1, options, 0));
    }

    /// <summary>Milliseconds until it said it would be back; then the delay in milliseconds: capped at 4,000, and never shorter than its own.</summary>
    [Theory]
    [InlineData(-60_000, 1000)]
    [InlineData(500, 1000)]
    [InlineData(3000, 3000)]
    [InlineData(3_600_000, 4000)]
    public void Should_not_try_before_what_is_out_said_it_would_be_back(int announced, int expected)
    {
        var outage = new DownstreamUnavailableException("payments", "503") { AvailableAt = _now + TimeSpan.FromMilliseconds(announced) };

        Assert.Equal(new RecoveryDecision.Retry(TimeSpan.FromMilliseconds(expected), true), Decide(outage, 1, _options, 1));
    }

    [Fact]
    public void Should_delay_an_outage_by_all_the_deliveries_there_were()
    {
        // A replay starts a new allowance of attempts, and what is out is still out.
        var decision = RecoveryPolicy.Decide(Make("outage"), new RecoveryAttempts(1, Max, 7), _now, _options, 1);

        Assert.Equal(new RecoveryDecision.Retry(_options.OutageDelayMax, true), decision);
    }

    public static TheoryData<string, RecoveryOptions> Nonsense => new()
    {
        { nameof(RecoveryOptions.ImmediateRetries), new RecoveryOptions { ImmediateRetries = -1 } },
        { nameof(RecoveryOptions.DelayFirst), new RecoveryOptions { DelayFirst = TimeSpan.Zero } },
        { nameof(RecoveryOptions.DelayMax), new RecoveryOptions { DelayMax = TimeSpan.FromMilliseconds(1) } },
        { nameof(RecoveryOptions.OutageDelayMax), new RecoveryOptions { OutageDelayMax = TimeSpan.Zero } },
        { nameof(RecoveryOptions.CircuitOpensAfter), new RecoveryOptions { CircuitOpensAfter = 0 } },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Should_have_refused_options_that_make_no_sense(string option, RecoveryOptions options) =>
        Assert.Equal(option, Assert.Throws<ArgumentOutOfRangeException>(options.Validate).ParamName);

    private static RecoveryDecision Decide(Exception exception, int attempt, RecoveryOptions options, double random, int max = Max) =>
        RecoveryPolicy.Decide(exception, new RecoveryAttempts(attempt, max, attempt), _now, options, random);

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
