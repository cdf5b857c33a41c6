using System.Diagnostics;

namespace Unit.Portal.Support;

/// <summary>Waits for what a database or a queue will say, with a deadline.</summary>
internal static class Until
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<T> IsAsync<T>(Func<Task<T>> read, Func<T, bool> condition, Func<T, string>? describe = null)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var value = await read();
            if (condition(value))
                return value;
            if (watch.Elapsed > Deadline)
                Assert.Fail($"After {Deadline.TotalSeconds} s it is still: {(describe is null ? value : describe(value))}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition) => IsAsync(() => Task.FromResult(condition()), c => c);
}
