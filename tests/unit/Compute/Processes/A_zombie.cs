using System.Diagnostics;
using Portal.Compute.Processes;

namespace Unit.Compute.Processes;

public class A_zombie
{
    [Fact]
    public async Task Is_not_alive()
    {
        // "sleep" does not know that it has a child, and so never collects it; the shell, which does, must be gone by then.
        var info = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add("(while [ \"$(cat /proc/$$/comm)\" != sleep ]; do :; done) & echo $!; exec sleep 300");
        using var parent = Process.Start(info)!;
        try
        {
            var line = await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var pid = int.Parse(line!);
            await Eventually.TrueAsync(() => ProcFileSystem.Read(pid) is { State: 'Z' });
            var zombie = new InstanceProcess(pid, ProcFileSystem.Read(pid)!.StartTime, ProcFileSystem.BootId);
            using var monitor = new ExitMonitor(TimeProvider.System);

            await monitor.WhenExitedAsync(zombie, TestContext.Current.CancellationToken);

            Assert.False(ProcFileSystem.IsAlive(zombie));
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public void Is_told_apart_even_with_a_strange_name()
    {
        var stat = ProcFileSystem.Parse("42 (a) Z (b) c) S 1 40 40 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 209907 3133440 388")!;

        Assert.False(stat.HasEnded);
        Assert.Equal(40, stat.Group);
        Assert.Equal(209907, stat.StartTime);
    }
}
