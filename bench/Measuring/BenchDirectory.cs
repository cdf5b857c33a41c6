namespace Bench;

/// <summary>
/// A directory under the current one, not under /tmp: that is often memory, where a durable write costs nothing.
/// </summary>
internal sealed class BenchDirectory : IDisposable
{
    public BenchDirectory()
    {
        Path = System.IO.Path.GetFullPath(System.IO.Path.Combine("artifacts", "bench-" + Guid.NewGuid().ToString("N")[..8]));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
