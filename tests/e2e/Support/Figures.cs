namespace E2E.Support;

/// <summary>Figures measured in the run: to the file that test.sh prints at its end.</summary>
internal static class Figures
{
    private static readonly Lock _lock = new();

    public static void Print(string text)
    {
        lock (_lock)
            File.AppendAllText(Path.Combine(RepositoryFiles.Artifacts, "figures.txt"), text + Environment.NewLine);
    }
}
