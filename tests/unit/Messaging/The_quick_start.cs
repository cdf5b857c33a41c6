using System.Diagnostics;
using System.Text.RegularExpressions;
using Unit.Support;

namespace Unit.Messaging;

/// <summary>What the README of the library says a newcomer should type, typed.</summary>
public sealed class The_quick_start
{
    private static readonly TimeSpan _forTheCompiler = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Should_build_and_say_hello_as_it_stands_in_the_readme()
    {
        var messaging = Path.Combine(Root(), "src", "Messaging");
        var readme = await File.ReadAllTextAsync(Path.Combine(messaging, "README.md"), TestContext.Current.CancellationToken);
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(
            directory.File("Hello.csproj"),
            Snippet(readme, "xml").Replace("path/to/Messaging.csproj", Path.Combine(messaging, "Messaging.csproj"), StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var code = Snippet(readme, "csharp");
        Assert.Equal(10, code.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await File.WriteAllTextAsync(directory.File("Program.cs"), code, TestContext.Current.CancellationToken);

        // The library is built already: this test is.
        using (var build = Start(directory, $"build -c {Configuration} -v quiet --nologo -p:BuildProjectReferences=false"))
        {
            var output = await build.StandardOutput.ReadToEndAsync().WaitAsync(_forTheCompiler);
            await build.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(build.ExitCode == 0, output);
        }

        using var hello = Start(directory, $"bin/{Configuration}/net10.0/Hello.dll");
        try
        {
            Assert.Equal("Hello, world!", await LineAsync(hello, "Hello").WaitAsync(Deadline.Generous));
            Assert.True(File.Exists(directory.File("data/broker.db")));
        }
        finally
        {
            hello.Kill();
            await hello.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Portal.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return directory.FullName;
    }

    /// <summary>The first block of code in this language.</summary>
    private static string Snippet(string readme, string language)
    {
        var block = Regex.Match(readme, $"```{language}\n(.*?)```", RegexOptions.Singleline);
        Assert.True(block.Success, $"The README has no {language}.");
        return block.Groups[1].Value;
    }

    private static Process Start(TempDirectory directory, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>The first line with this word; the host logs lines of its own.</summary>
    private static async Task<string?> LineAsync(Process process, string word)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(word, StringComparison.Ordinal))
                return line;
        }

        return null;
    }
}
