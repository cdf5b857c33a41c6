using Microsoft.Playwright;

namespace E2E.Guide;

/// <summary>One picture: where it is taken, and what has to be there first.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Address">The page.</param>
/// <param name="Ready">A selector of what shows that it is complete.</param>
/// <param name="Height">How much of the page.</param>
/// <param name="Theme"><c>light</c> or <c>dark</c>.</param>
/// <param name="PrepareAsync">What is done on the page before.</param>
internal sealed record Shot(
    string Name, string Address, string Ready, int Height = 800, string Theme = "light", Func<IPage, Task>? PrepareAsync = null);
