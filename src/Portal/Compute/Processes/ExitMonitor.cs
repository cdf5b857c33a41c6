namespace Portal.Compute.Processes;

/// <summary>
/// Tells when processes end, ours or not, by the kernel's own signal: one thread sleeps in <c>poll</c> on the pidfds of all of
/// them. Where there are no pidfds (before Linux 5.3, or no descriptors left) it looks four times a second.
/// </summary>
internal sealed class ExitMonitor(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<Wait> _waits = [];
    private int _wake = -1;
    private bool _disposed;

    /// <summary>Completes when the process has ended; at once if it has already.</summary>
    public async Task WhenExitedAsync(InstanceProcess process, CancellationToken cancellationToken)
    {
        var descriptor = ProcFileSystem.IsAlive(process) ? PidFileDescriptor.Open(process.Pid) : -1;
        if (descriptor < 0)
        {
            await LookUntilExitedAsync(process, cancellationToken);
            return;
        }

        // Only now is it certain whose descriptor this is.
        if (!ProcFileSystem.IsAlive(process))
        {
            _ = PidFileDescriptor.Close(descriptor);
            return;
        }

        var wait = new Wait(descriptor);
        Add(wait);
        await using var registration = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                wait.Exited.TrySetCanceled(token);
                Wake();
            },
            null);
        await wait.Exited.Task;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Wake();
        }
    }

    private async Task LookUntilExitedAsync(InstanceProcess process, CancellationToken cancellationToken)
    {
        if (!ProcFileSystem.IsAlive(process))
            return;
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (ProcFileSystem.IsAlive(process))
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    private void Add(Wait wait)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                _ = PidFileDescriptor.Close(wait.Descriptor);
                ObjectDisposedException.ThrowIf(true, this);
            }

            _waits.Add(wait);
            if (_wake < 0)
            {
                _wake = PidFileDescriptor.OpenEvent();
                new Thread(Run) { IsBackground = true, Name = "instance exits" }.Start();
            }

            Wake();
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (_wake >= 0)
                PidFileDescriptor.Signal(_wake);
        }
    }

    /// <summary>Descriptors are closed on this thread alone, so that none is closed, and its number reused, while polled.</summary>
    private void Run()
    {
        while (true)
        {
            Wait[] waits;
            lock (_lock)
            {
                foreach (var ended in _waits.Where(w => w.Exited.Task.IsCompleted || _disposed))
                {
                    ended.Exited.TrySetCanceled();
                    _ = PidFileDescriptor.Close(ended.Descriptor);
                }

                _waits.RemoveAll(w => w.Exited.Task.IsCompleted);
                if (_disposed)
                {
                    _ = PidFileDescriptor.Close(_wake);
                    _wake = -1;
                    return;
                }

                waits = [.. _waits];
            }

            var entries = new PollEntry[waits.Length + 1];
            entries[0] = new PollEntry { Descriptor = _wake, Events = PidFileDescriptor.Readable };
            for (var i = 0; i < waits.Length; i++)
                entries[i + 1] = new PollEntry { Descriptor = waits[i].Descriptor, Events = PidFileDescriptor.Readable };
            PidFileDescriptor.Poll(entries);
            if (entries[0].Returned != 0)
                PidFileDescriptor.Reset(_wake);
            for (var i = 0; i < waits.Length; i++)
            {
                if (entries[i + 1].Returned != 0)
                    waits[i].Exited.TrySetResult();
            }
        }
    }

    private sealed record Wait(int Descriptor)
    {
        public TaskCompletionSource Exited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
