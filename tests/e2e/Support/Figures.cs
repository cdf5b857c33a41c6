namespace E2E.Support;

/// <summary>Figures measured in the run: to the file that test.sh prints at its end.</summary>
internal static class Figures
{
    public static void Print(string text) => File.AppendAllText(Path.Combine(RepositoryFiles.Artifacts, "figures.txt"), text + Environment.NewLine);
}
