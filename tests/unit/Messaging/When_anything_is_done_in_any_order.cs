using FsCheck;
using FsCheck.Fluent;
using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

/// <summary>Random sequences of operations, on the broker and on <see cref="BrokerModel"/>; after each, both must agree.</summary>
public sealed class When_anything_is_done_in_any_order
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(10);

    public enum Kind
    {
        Publish,
        PublishMany,
        PublishLater,
        PublishExpiring,
        Receive,
        Acknowledge,
        Retry,
        RetryLater,
        DeadLetter,
        Advance,
        Replay,
        Pause,
        Purge,
        Restart,
        Crash,
    }

    [Fact]
    public void Should_do_what_the_model_does()
    {
        var kinds = Gen.Frequency(
            (4, Gen.Constant(Kind.Publish)), (4, Gen.Constant(Kind.PublishMany)), (3, Gen.Constant(Kind.PublishLater)), (2, Gen.Constant(Kind.PublishExpiring)), (8, Gen.Constant(Kind.Receive)),
            (5, Gen.Constant(Kind.Acknowledge)), (5, Gen.Constant(Kind.Retry)), (3, Gen.Constant(Kind.RetryLater)),
            (2, Gen.Constant(Kind.DeadLetter)), (4, Gen.Constant(Kind.Advance)), (3, Gen.Constant(Kind.Replay)),
            (1, Gen.Constant(Kind.Pause)), (1, Gen.Constant(Kind.Purge)), (1, Gen.Constant(Kind.Restart)), (1, Gen.Constant(Kind.Crash)));
        var steps = Gen.Zip(kinds, Gen.Choose(0, 15)).Select(p => new Step(p.Item1, p.Item2)).ArrayOf();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(120).WithEndSize(120),
            Prop.ForAll(Arb.From(steps, Shorter), s => RunAsync(s).GetAwaiter().GetResult()));
    }

    /// <summary>Without half of it, a quarter of it, … and without each single step.</summary>
    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= steps.Length; from += size)
                yield return [.. steps[..from], .. steps[(from + size)..]];
        }
    }

    private static async Task RunAsync(Step[] steps)
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = MaxAttempts, LeaseDuration = _lease });
        var run = new ModelRun(test, new BrokerModel(MaxAttempts, _lease));
        foreach (var step in steps)
            await run.DoAsync(step);
        await run.CheckDeadLettersAsync();
    }

    public sealed record Step(Kind Kind, int Number);
}
