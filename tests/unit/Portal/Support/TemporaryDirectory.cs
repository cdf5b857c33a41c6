using Messaging;
using SqliteConnection = Microsoft.Data.Sqlite.SqliteConnection;

namespace Unit.Portal.Support;

internal sealed class TemporaryDirectory : IDisposable
{
    static TemporaryDirectory() => SqliteNative.Use();

    public string Path { get; } = Directory.CreateTempSubdirectory("portal-unit-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
