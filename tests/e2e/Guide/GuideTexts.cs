using System.Text.RegularExpressions;
using E2E.Support;

namespace E2E.Guide;

/// <summary>What is written in docs/guide and the README, and what it links to.</summary>
internal static partial class GuideTexts
{
    public static IEnumerable<string> Pictures() => Links()
        .Where(link => link.Target.EndsWith(".png", StringComparison.Ordinal)).Select(link => Path.GetFileName(link.Target)).Distinct();

    public static IEnumerable<string> BrokenLinks() => Links()
        .Where(link => !link.Target.Contains("://", StringComparison.Ordinal) && !link.Target.StartsWith('#'))
        .Where(link => !Path.Exists(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.File)!, link.Target.Split('#')[0]))))
        .Select(link => $"{Path.GetFileName(link.File)}: {link.Target}");

    private static IEnumerable<(string File, string Target)> Links() =>
        Files().SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(link => (file, link.Groups["target"].Value)));

    private static IEnumerable<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "docs", "guide"), "*.md"), Path.Combine(RepositoryFiles.Root, "README.md")];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
