namespace Portal.Storage;

/// <summary>
/// Looks every few seconds how much room the disk of the data directory has - asking may take as long as the disk does, and whoever shows it must not
/// wait for that - and has files that could not be written tried again: nobody else may, for hours, and they would be said to fail for as long.
/// </summary>
internal sealed class StorageWatch(Func<long> look, IEnumerable<IFileWriter> writers, TimeProvider time, ILogger<StorageWatch> logger) : BackgroundService
{
    /// <summary>With less, nobody gets far.</summary>
    public const long Nothing = 4L << 20;

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);
    private long _free = long.MaxValue;

    /// <summary>Bytes; <see cref="long.MaxValue"/> while that is not known.</summary>
    public long Free => Volatile.Read(ref _free);

    /// <summary>Bytes that the portal may still write on the disk of a folder.</summary>
    public static long FreeOf(string directory) => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(_every, time);
            await Task.Yield(); // the start of the portal does not wait for the disk either
            do
            {
                Look();
                TryAgain();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private void Look()
    {
        try
        {
            Volatile.Write(ref _free, look());
        }
        catch (Exception e)
        {
            // A folder that is gone, or a system that does not say: nothing is known.
            if (Interlocked.Exchange(ref _free, long.MaxValue) != long.MaxValue)
                StorageLog.NotLooked(logger, e);
        }
    }

    private void TryAgain()
    {
        // On a full disk a transaction that writes nothing succeeds, and that would say nothing.
        if (Free < Nothing)
            return;
        foreach (var writer in writers)
        {
            if (writer.FailedAt is not null)
                writer.TryAgain();
        }
    }
}
