using System.Diagnostics;

namespace E2E.Support;

/// <summary>Waits for what another process does and cannot signal: asks often, gives up at a deadline and says for what.</summary>
internal static class Until
{
    /// <summary>
    /// Only a broken promise is waited for so long: a machine that has other things to do may take thirty times what an idle
    /// one does, and that is not what tests are about.
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > Deadline)
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what()}");
            await Task.Delay(_pause, TimeProvider.System);
        }
    }
}
