using System.Diagnostics;

namespace Unit.Compute;

/// <summary>Waits for something that announces itself nowhere, with a deadline.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<Task<T>> read, Func<T, bool> until, int seconds = 60)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var value = await read();
            if (until(value))
                return value;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"Still {value} after {seconds} s.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, int seconds = 60) => GetAsync(() => Task.FromResult(condition()), c => c, seconds);
}
