namespace Unit.Support;

/// <summary>Signals are awaited with a deadline, so that a broken promise is a failed test and not a hung run.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Generous);

    public static Task Soon(this Task task) => task.WaitAsync(Generous);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Generous);

    /// <summary>Waits for a condition that nothing signals. <paramref name="step"/> runs between two looks.</summary>
    public static async Task Until(Func<bool> condition, Action? step = null)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Generous, "The condition did not come true in time.");
            step?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
