using System.Diagnostics;

namespace E2E.Support;

/// <summary>Waits for what another process does and cannot signal: asks often, gives up at a deadline and says for what.</summary>
internal static class Until
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan deadline, Func<string> what)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > deadline)
                throw new TimeoutException($"Not within {deadline.TotalSeconds} s: {what()}");
            await Task.Delay(_pause, TimeProvider.System);
        }
    }
}
