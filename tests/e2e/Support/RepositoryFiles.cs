namespace E2E.Support;

internal static class RepositoryFiles
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    /// <summary>The portal as the solution's build left it.</summary>
    public static string PortalProgram => Path.Combine(Root, "src", "Portal", "bin", Configuration, "net10.0", "Portal.dll");

    /// <summary>Where traces and pictures of failed tests go.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "e2e")).FullName;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
