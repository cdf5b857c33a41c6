using E2E.Support;
using Microsoft.Playwright;

namespace E2E.Guide;

/// <summary>
/// The pictures of the guide in the working tree. One is replaced only when a new one looks different: a test that has run leaves
/// no change behind for another id or "12 s ago". Chromium compares them, so that no library is needed for it.
/// </summary>
internal sealed class Album
{
    /// <summary>The share of the area that may differ; ids, times and the shape of a curve are less, anything that moved is more.</summary>
    public const double Tolerance = 0.01;
    private const int MostBytes = 150 * 1024;

    private readonly IPage _judge;
    private readonly HashSet<string> _made = [];

    private Album(IPage judge) => _judge = judge;

    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "docs", "guide", "images");

    public IReadOnlySet<string> Made => _made;

    /// <param name="judge">A page of its own, in which pictures are compared.</param>
    public static async Task<Album> OpenAsync(IPage judge)
    {
        await judge.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(RepositoryFiles.Root, "tests", "e2e", "Guide", "album.js") });
        return new Album(judge);
    }

    public async Task KeepAsync(string name, byte[] taken)
    {
        var picture = await ShrinkAsync(taken);
        var file = Path.Combine(Folder, name);
        Assert.True(_made.Add(name), $"{name} is taken twice");
        Assert.True(picture.Length <= MostBytes, $"{name} has {picture.Length / 1024} KB, more than {MostBytes / 1024}: show less of the page");
        var differs = File.Exists(file) ? await DifferenceAsync(await File.ReadAllBytesAsync(file), picture) : 1;
        if (Environment.GetEnvironmentVariable("GUIDE_VERBOSE") is not null)
            Figures.Print($"guide: {name} differs in {differs:P2} of its area, {picture.Length / 1024} KB");
        if (differs <= Tolerance)
            return;
        try
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllBytesAsync(file, picture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Assert.Fail($"{file} is out of date ({differs:P1} of it looks different) and cannot be written: {exception.Message} Run this test where the working tree can be written, and commit the picture.");
        }
    }

    /// <summary>0 to 1: the share of the area that looks different; 1 when the sizes differ.</summary>
    public Task<double> DifferenceAsync(byte[] before, byte[] after) =>
        _judge.EvaluateAsync<double>("pictures => album.difference(...pictures)", new[] { Convert.ToBase64String(before), Convert.ToBase64String(after) });

    /// <summary>The same with a palette, which is less than half as long.</summary>
    private async Task<byte[]> ShrinkAsync(byte[] picture) =>
        Convert.FromBase64String(await _judge.EvaluateAsync<string>("picture => album.shrink(picture)", Convert.ToBase64String(picture)));
}
