namespace Unit.Compute;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-compute-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
