namespace Unit.Support;

/// <summary>A directory of this test alone, deleted at its end.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("portal-unit-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A copy of the files as they are now: what a crash at this moment would leave.</summary>
    public TempDirectory Copy()
    {
        while (true)
        {
            var copy = new TempDirectory();
            try
            {
                // The index of the WAL is rebuilt by whoever opens the copy; a torn copy of it would only be misread.
                foreach (var file in Directory.GetFiles(Path).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
                    System.IO.File.Copy(file, copy.File(System.IO.Path.GetFileName(file)));
                return copy;
            }
            catch (FileNotFoundException)
            {
                // Somebody closed a database meanwhile, and its WAL has gone into it: there never was a moment with these files.
                copy.Dispose();
            }
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
