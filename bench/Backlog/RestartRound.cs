namespace Bench;

/// <summary>Opens the broker again and again, each time in a new process.</summary>
internal static class RestartRound
{
    private const int Times = 3;
    private const int ServeSeconds = 4;

    public static async Task<RestartTimes> RunAsync(string directory)
    {
        var clean = new List<double>();
        var killed = new List<double>();
        double resident = 0;
        for (var i = 1; i <= Times; i++)
        {
            using (var first = await BacklogProcess.StartAsync(directory))
            {
                Print("after a close", first);
                clean.Add(first.FirstMessageSeconds);
                if (i == 1)
                    resident = await first.ServeAsync(ServeSeconds);
                await first.KillWhileServingAsync(TimeSpan.FromSeconds(1));
            }

            using var second = await BacklogProcess.StartAsync(directory);
            Print("after kill -9", second);
            killed.Add(second.FirstMessageSeconds);
            var closing = await second.EndAsync();
            Console.WriteLine($"  closed in {closing:0.00} s");
        }

        var cold = double.NaN;
        if (FileCache.CanDrop)
        {
            FileCache.Drop(directory);
            using var third = await BacklogProcess.StartAsync(directory);
            Print("after a close, files not in the page cache", third);
            cold = third.FirstMessageSeconds;
            await third.EndAsync();
        }

        return new RestartTimes(Median.Of(clean), Median.Of(killed), cold, resident);
    }

    private static void Print(string when, BacklogProcess child) => Console.WriteLine(
        $"  {when}: open {child.OpenSeconds:0.000} s, first message {child.FirstMessageSeconds:0.000} s, "
        + $"{child.ProcessSeconds:0.00} s from the start of the process");
}
